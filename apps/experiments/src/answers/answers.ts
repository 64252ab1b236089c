import type { LoadedModel } from "@ebm/models";

/** A question that a model answers for each row. */
export interface Answer {
  readonly summary: string;
  /** The kinds of models that have this answer. */
  readonly kinds: readonly LoadedModel["kind"][];
  /** The options that change it. */
  readonly options: readonly (keyof AnswerOptions)[];
}

/** Options of answers. */
export interface AnswerOptions {
  /** Number of sets or orders. Default: 5. */
  readonly count?: number | undefined;
  /** Number of samples for each row. Default: 1. */
  readonly samples?: number | undefined;
  /** The seed of samples, which also replace sums that are too long. Default: 0. */
  readonly seed?: number | undefined;
  /** The levels of quantiles, between 0 and 1. Default: 0.05, 0.5 and 0.95. */
  readonly levels?: readonly number[] | undefined;
  /** The least probability that a set contains all labels of a row. Default: 0.9. */
  readonly coverage?: number | undefined;
}

/** All answers by name. Each kind of model has some of them. */
export const answers: Readonly<Record<string, Answer>> = {
  prediction: {
    summary:
      "labels by the threshold with the best micro F1, the order by mean places, missing bits filled in, the percentile of a density, or the mean and quantiles of numbers",
    kinds: ["multilabel", "ranking", "binary", "density", "regression"],
    options: ["levels"],
  },
  marginals: {
    summary:
      "the probability of each label, of being first for rankings, or of each value for bits given the values that are known",
    kinds: ["multilabel", "ranking", "binary"],
    options: [],
  },
  "log-prob": {
    summary: "log p of the values in the row, and p if they are discrete",
    kinds: ["multilabel", "ranking", "binary", "density", "regression"],
    options: [],
  },
  likeliest: {
    summary: "the likeliest sets of labels or orders, and their probabilities",
    kinds: ["multilabel", "ranking"],
    options: ["count"],
  },
  conditionals: {
    summary: "the probability of each label given the other labels in the row",
    kinds: ["multilabel"],
    options: ["seed"],
  },
  f1: {
    summary: "the set of labels with the largest expected F1",
    kinds: ["multilabel"],
    options: ["seed"],
  },
  "subset-accuracy": {
    summary: "the likeliest set of labels",
    kinds: ["multilabel"],
    options: [],
  },
  "expected-ranks": {
    summary: "the mean place of each label, from 0",
    kinds: ["ranking"],
    options: [],
  },
  conformal: {
    summary:
      "a set that contains all labels of a row with at least the given probability, by calibration rows",
    kinds: ["multilabel"],
    options: ["coverage"],
  },
  intervals: {
    summary: "the mean, standard deviation and quantiles of each target",
    kinds: ["regression"],
    options: ["levels"],
  },
  percentile: {
    summary: "the fraction of training rows that are less likely: near 0 for anomalies",
    kinds: ["density"],
    options: [],
  },
  sample: {
    summary:
      "samples of labels, orders or numbers, of missing bits given the others, or of whole rows",
    kinds: ["multilabel", "ranking", "binary", "density", "regression"],
    options: ["samples", "seed"],
  },
};

/** Returns the names of the answers that models of a kind have. */
export function answersOf(kind: string): string[] {
  return Object.keys(answers).filter((name) => answers[name]!.kinds.some((each) => each === kind));
}
