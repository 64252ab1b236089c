import { key as keyOf } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import type { Table } from "@ebm/datasets";
import type { FilledRow, Likeliest, LoadedModel, TargetSummary } from "@ebm/models";
import type { NamedValue } from "../rows/named-outputs.js";

export interface AnswerOptions {
  /** The kind of answer: one of `ANSWERS`. */
  readonly answer: string;
  /** Number of sets or orders, for "likeliest". */
  readonly count: number;
  /** The seed of samples, which replace sums that are too long. */
  readonly seed: number;
}

/** All kinds of answers. Each kind of model has some of them. */
export const ANSWERS: readonly string[] = [
  "prediction",
  "marginals",
  "log-prob",
  "likeliest",
  "conditionals",
  "f1",
  "subset-accuracy",
  "expected-ranks",
];

/** Computes answers of a model for each row of a table, by name. */
export async function answerRows(
  model: LoadedModel,
  rows: Table,
  { answer, count, seed }: AnswerOptions,
): Promise<NamedValue[][]> {
  const key = keyOf(seed);
  switch (answer) {
    case "prediction":
      if (model.kind === "binary") return (await model.fill(rows)).map(filledValues);
      if (model.kind === "density") {
        return Array.from(await model.percentile(rows), (value) => [["percentile", value]]);
      }
      if (model.kind === "regression") return (await model.intervals(rows)).map(summaryValues);
      return (await model.predict(rows)).map(namedValues);
    case "marginals":
      if (model.kind === "density" || model.kind === "regression") break;
      return (await model.marginals(rows)).map(Object.entries<number>);
    case "log-prob":
      return Array.from(await model.logProb(rows), (value): NamedValue[] => [
        ["log_prob", value],
        ...(isContinuous(model) ? [] : [["probability", Math.exp(value)] as const]),
      ]);
    case "likeliest":
      if (model.kind === "multilabel") return (await model.likeliest(rows, { count })).map(listed);
      if (model.kind === "ranking") return (await model.likeliest(rows, { count })).map(listed);
      break;
    case "conditionals":
      if (model.kind !== "multilabel") break;
      return (await model.conditionals(rows, { key })).map(Object.entries<number>);
    case "f1":
      if (model.kind !== "multilabel") break;
      return (await model.predict(rows, { goal: "f1", key })).map(namedValues);
    case "subset-accuracy":
      if (model.kind !== "multilabel") break;
      return (await model.predict(rows, { goal: "subsetAccuracy" })).map(namedValues);
    case "expected-ranks":
      if (model.kind !== "ranking") break;
      return (await model.expectedRanks(rows)).map(Object.entries<number>);
  }
  throw new EbmError(`--answer is ${answer}, which models of kind ${model.kind} do not support.`);
}

/** Returns whether exp(log p) is a density, which can be above 1. */
function isContinuous({ kind }: LoadedModel): boolean {
  return kind === "density" || kind === "regression";
}

/** Returns the mean of each target, its standard deviation, and its 90 % interval. */
function summaryValues(targets: Readonly<Record<string, TargetSummary>>): NamedValue[] {
  return Object.entries(targets).flatMap(([name, { mean, deviation, quantiles }]) => [
    [name, mean],
    [`${name} deviation`, deviation],
    ...[5, 50, 95].map((level, i) => [`${name} ${level} %`, quantiles[i]!] as const),
  ]);
}

/** Returns the values of a prediction or sample by name, or a ranking as `b>a>c`. */
export function namedValues(
  y: readonly string[] | Readonly<Record<string, number | string | null>>,
): NamedValue[] {
  return Array.isArray(y) ? [["ranking", y.join(">")]] : Object.entries(y);
}

/**
 * Returns all values of a row, the probabilities of those that were filled in, and log p of the
 * others.
 */
function filledValues({ values, filled, logProb, standardError }: FilledRow): NamedValue[] {
  const sure = Object.entries(filled).map(([name, p]) => `${name} ${p.toFixed(2)}`);
  return [
    ...Object.entries(values),
    ["filled", sure.join(", ")],
    ["log_prob", logProb],
    ["log_prob_error", standardError],
  ];
}

/** Returns the likeliest sets, as `calm|sad`, or orders, with the probability of each. */
function listed({
  answers,
  isExact,
}: Likeliest<readonly string[] | Readonly<Record<string, number>>>): NamedValue[] {
  const texts = answers.map(({ y, probability }) => {
    const names = Object.entries(y).flatMap(([name, value]) => (value === 1 ? [name] : []));
    return { text: Array.isArray(y) ? y.join(">") : names.join("|"), probability };
  });
  return [
    ...texts.flatMap(({ text, probability }, i): NamedValue[] => [
      [`y ${i + 1}`, text],
      [`probability ${i + 1}`, probability],
    ]),
    ["exact", Number(isExact)],
  ];
}
