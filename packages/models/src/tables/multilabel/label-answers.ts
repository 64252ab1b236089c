import { foldIn, key as keyOf } from "@ebm/core";
import type { ColumnKind, Matrix } from "@ebm/datasets";
import { conformalThreshold } from "../../answers/conformal-threshold.js";
import { f1Set } from "../../answers/f1-set.js";
import { topSets } from "../../answers/top-sets.js";
import {
  type WeightedSets,
  type WeightedSetsInputs,
  weightedSets,
} from "../../answers/weighted-sets.js";
import type { LabelSets } from "../../multilabel/label-sets.js";
import type { Likeliest } from "../fitted-model.js";
import type { Head } from "../open-head.js";
import { type TableRows, tableOf } from "../table-rows.js";
import { type LabelTarget, readKnownLabels, readLabels } from "./label-target.js";

/** Which labels a row has, by name: 1 or 0. */
export type LabelSet = Readonly<Record<string, number>>;

/**
 * What predictions are to be best at: micro F1 by a threshold on the probability of each label, the
 * expected F1 of each row, or to have all labels right, which the likeliest set is best at.
 */
export type PredictionGoal = "f1Micro" | "f1" | "subsetAccuracy";

/** Options of answers that samples stand in for where there are too many sets of labels. */
export type LabelSampling = Pick<WeightedSetsInputs, "key" | "samples">;

/** The sets of labels that contain all labels of a row with a probability that is guaranteed. */
export interface ConformalSets {
  /** Labels of at least this probability are in the set. */
  readonly threshold: number;
  predict(rows: TableRows): Promise<readonly LabelSet[]>;
}

/** The additional methods of a model of sets of labels. */
export interface LabelAnswers {
  /** Returns the prediction for each row. */
  predict(
    rows: TableRows,
    options?: LabelSampling & { readonly goal?: PredictionGoal },
  ): Promise<readonly LabelSet[]>;
  /** Returns the likeliest sets of each row, and their probabilities. */
  likeliest(
    rows: TableRows,
    options?: { readonly count?: number },
  ): Promise<readonly Likeliest<LabelSet>[]>;
  /**
   * Returns the probability of each label given the features and the other labels that a row has; a
   * label that is missing, or has no column, is unknown. Exact for up to 12 unknown labels, otherwise
   * from samples.
   */
  conditionals(
    rows: TableRows,
    options?: LabelSampling,
  ): Promise<readonly Readonly<Record<string, number>>[]>;
  /**
   * Chooses a threshold by rows that the model did not learn from, such that the labels above it
   * contain all labels of a new row with a probability of at least `coverage`.
   */
  conformal(rows: TableRows, options: { readonly coverage: number }): Promise<ConformalSets>;
}

export interface LabelAnswersInputs {
  readonly model: Omit<LabelSets, "members" | "stack">;
  readonly target: LabelTarget;
  readonly head: Head;
  /** The kinds of the columns by name. */
  readonly kinds: ReadonlyMap<string, ColumnKind>;
}

/** Answers questions about rows from their logits and the chains. */
export function labelAnswers({ model, target, head, kinds }: LabelAnswersInputs): LabelAnswers {
  const { labelNames } = target;
  const named = (values: ArrayLike<number>): LabelSet =>
    Object.fromEntries(labelNames.map((name, j) => [name, values[j]!] as const));
  const thresholded = async (rows: TableRows, least: number): Promise<LabelSet[]> =>
    rowsOf(await head.run(rows)).map((logits) =>
      named(logits.map((logit) => Number(logit >= least))),
    );
  return {
    async predict(rows, { goal = "f1Micro", key = keyOf(0), ...sampling } = {}) {
      if (goal === "f1Micro") return thresholded(rows, model.threshold);
      const logits = rowsOf(await head.run(rows));
      const answer = async (own: Float32Array, row: number): Promise<Uint8Array> => {
        if (goal === "subsetAccuracy") return (await topSets(model, own, { count: 1 })).sets[0]!;
        return f1Set(
          await weightedSets(model, { ...sampling, logits: own, key: foldIn(key, row) }),
        );
      };
      return (await inTurn(logits, answer)).map(named);
    },
    async likeliest(rows, options) {
      return inTurn(rowsOf(await head.run(rows)), async (logits) => {
        const { sets, probabilities, isExact } = await topSets(model, logits, options);
        const answers = sets.map((set, i) => ({ y: named(set), probability: probabilities[i]! }));
        return { answers, isExact };
      });
    },
    async conditionals(rows, { key = keyOf(0), ...sampling } = {}) {
      const table = await tableOf("FittedMultilabel", rows, kinds);
      const known = rowsOf(readKnownLabels("conditionals", table, target));
      const answer = (logits: Float32Array, row: number): Promise<Float64Array> =>
        conditional(model, { ...sampling, logits, known: known[row]!, key: foldIn(key, row) });
      return (await inTurn(rowsOf(await head.run(table)), answer)).map(named);
    },
    async conformal(rows, { coverage }) {
      const table = await tableOf("FittedMultilabel", rows, kinds);
      const y = readLabels("conformal", table, target);
      const logits = await head.run(table);
      const least = conformalThreshold({ probabilities: logits, y, coverage });
      return {
        threshold: 1 / (1 + Math.exp(-least)),
        predict: (others) => thresholded(others, least),
      };
    },
  };
}

/** p(yⱼ = 1 | x, the other labels that are known) for each label. */
async function conditional(
  model: LabelAnswersInputs["model"],
  inputs: WeightedSetsInputs & { readonly known: ArrayLike<number> },
): Promise<Float64Array> {
  const known = Float64Array.from(inputs.known);
  const out = new Float64Array(known.length);
  const unknown = [...known.keys()].filter((j) => Number.isNaN(known[j]));
  if (unknown.length > 0) {
    const means = meansOf(await weightedSets(model, inputs));
    for (const j of unknown) out[j] = means[j]!;
  }
  for (const j of known.keys()) {
    if (Number.isNaN(known[j])) continue;
    const others = known.with(j, Number.NaN);
    out[j] = meansOf(await weightedSets(model, { ...inputs, known: others }))[j]!;
  }
  return out;
}

/** The mean of each label. Shape [labels]. */
function meansOf({ sets, weights }: WeightedSets): Float64Array {
  const labels = sets.length / weights.length;
  const means = new Float64Array(labels);
  for (const [i, bit] of sets.entries())
    means[i % labels]! += bit * weights[Math.floor(i / labels)]!;
  return means;
}

/** Answers for one row after another. */
async function inTurn<T, R>(
  rows: readonly T[],
  answer: (row: T, place: number) => Promise<R>,
): Promise<R[]> {
  const answers: R[] = [];
  for (const [place, row] of rows.entries()) answers.push(await answer(row, place));
  return answers;
}

function rowsOf({ data, shape: [rows, labels] }: Matrix): Float32Array[] {
  return Array.from({ length: rows }, (_, row) => data.subarray(row * labels, (row + 1) * labels));
}
