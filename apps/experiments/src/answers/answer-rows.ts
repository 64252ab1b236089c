import { type Key, key as keyOf } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import type { Likeliest, LoadedModel, TableRows } from "@ebm/models";
import { type AnswerOptions, answersOf } from "./answers.js";

/** The answer for a row: plain JSON, by the names of labels or columns. */
export type AnswerRow = Readonly<Record<string, AnswerValue>>;

type AnswerValue =
  | number
  | string
  | boolean
  | null
  | readonly AnswerValue[]
  | { readonly [name: string]: AnswerValue };

export interface AnswerRowsOptions extends Omit<AnswerOptions, "seed"> {
  /** The key of samples. Default: key(0). */
  readonly key?: Key | undefined;
  /** Rows that the model did not learn from, which choose the threshold of "conformal". */
  readonly calibration?: TableRows | undefined;
}

/**
 * Answers a question for each row. Without rows, densities and models of bits sample whole rows.
 *
 * @throws {EbmError} If the kind of model does not have this answer, or a row does not fit.
 */
export async function answerRows(
  model: LoadedModel,
  answer: string,
  rows: TableRows | undefined,
  { count = 5, samples = 1, key = keyOf(0), levels, ...conformal }: AnswerRowsOptions = {},
): Promise<AnswerRow[]> {
  if (!answersOf(model.kind).includes(answer)) {
    throw new EbmError(
      `the answer is ${answer}, expected one that models of kind ${model.kind} have: ${answersOf(model.kind).join(", ")}.`,
    );
  }
  if (answer === "sample") return sampleRows(model, rows, { key, samples });
  if (rows === undefined) throw new EbmError("there are no rows, expected one or more.");
  if (answer === "log-prob") {
    const isDiscrete = model.kind !== "density" && model.kind !== "regression";
    return Array.from(await model.logProb(rows), (logProb) => ({
      log_prob: finite(logProb),
      ...(isDiscrete && { probability: Math.exp(logProb) }),
    }));
  }
  switch (model.kind) {
    case "multilabel":
      if (answer === "marginals") return [...(await model.marginals(rows))];
      if (answer === "conditionals") return [...(await model.conditionals(rows, { key }))];
      if (answer === "f1") return [...(await model.predict(rows, { goal: "f1", key }))];
      if (answer === "likeliest") {
        return (await model.likeliest(rows, { count })).map((found) => listed(found, labelsOf));
      }
      if (answer === "conformal") return conformalRows(model, rows, conformal);
      return [
        ...(await model.predict(rows, {
          goal: answer === "subset-accuracy" ? "subsetAccuracy" : "f1Micro",
        })),
      ];
    case "ranking":
      if (answer === "marginals") return [...(await model.marginals(rows))];
      if (answer === "expected-ranks") return [...(await model.expectedRanks(rows))];
      if (answer === "likeliest") {
        return (await model.likeliest(rows, { count })).map((found) => listed(found, (y) => y));
      }
      return (await model.predict(rows)).map((ranking) => ({ ranking }));
    case "binary":
      if (answer === "marginals") return [...(await model.marginals(rows))];
      return (await model.fill(rows)).map(({ values, filled, logProb, standardError }) => ({
        values,
        filled,
        log_prob: finite(logProb),
        log_prob_error: finite(standardError),
      }));
    case "density":
      return Array.from(await model.percentile(rows), (percentile) => ({ percentile }));
    case "regression":
      return intervalRows(model, rows, levels);
  }
}

async function sampleRows(
  model: LoadedModel,
  rows: TableRows | undefined,
  options: { readonly key: Key; readonly samples: number },
): Promise<AnswerRow[]> {
  if (rows === undefined) {
    if (model.kind === "density") return [...(await model.sample(options.samples, options))];
    if (model.kind === "binary") return [...(await model.sample(1, options))[0]!];
    throw new EbmError(
      `there are no rows, expected rows for which a model of kind ${model.kind} samples.`,
    );
  }
  if (model.kind === "density") {
    throw new EbmError("a model of kind density samples whole rows, expected no rows.");
  }
  const drawn = await model.sample(rows, options);
  return drawn.map((samples) => ({
    samples: samples.map((y) => (isRanking(y) ? { ranking: y } : y)),
  }));
}

async function conformalRows(
  model: LoadedModel & { readonly kind: "multilabel" },
  rows: TableRows,
  { coverage = 0.9, calibration }: Pick<AnswerRowsOptions, "coverage" | "calibration">,
): Promise<AnswerRow[]> {
  if (calibration === undefined) {
    throw new EbmError(
      "the answer conformal has no calibration rows, expected labeled rows that the model did not learn from.",
    );
  }
  const sets = await model.conformal(calibration, { coverage });
  return [...(await sets.predict(rows))];
}

async function intervalRows(
  model: LoadedModel & { readonly kind: "regression" },
  rows: TableRows,
  levels: readonly number[] = [0.05, 0.5, 0.95],
): Promise<AnswerRow[]> {
  return (await model.intervals(rows, levels)).map((targets) =>
    Object.fromEntries(
      Object.entries(targets).map(([name, { mean, deviation, quantiles }]) => [
        name,
        {
          mean,
          deviation,
          quantiles: Object.fromEntries(levels.map((level, i) => [`${level}`, quantiles[i]!])),
        },
      ]),
    ),
  );
}

function listed<Y>(
  { answers, isExact }: Likeliest<Y>,
  namesOf: (y: Y) => readonly string[],
): AnswerRow {
  return {
    likeliest: answers.map(({ y, probability }) => ({ y: namesOf(y), probability })),
    exact: isExact,
  };
}

function labelsOf(y: Readonly<Record<string, number>>): string[] {
  return Object.keys(y).filter((name) => y[name] === 1);
}

function isRanking(y: unknown): y is readonly string[] {
  return Array.isArray(y);
}

/** JSON has no other numbers. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
