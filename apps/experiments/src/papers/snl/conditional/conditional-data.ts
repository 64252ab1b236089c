import { key, split, uniform } from "@ebm/core";
import {
  type ConditionalDensity,
  columnStatistics,
  type FetchOptions,
  loadRegression,
  type Matrix,
  regressionDensities,
  standardize,
  takeRows,
  trainTestSplit,
} from "@ebm/datasets";

interface ConditionalRows {
  readonly x: Matrix;
  /** Shape [rows, 1]. */
  readonly y: Matrix;
}

export interface ConditionalData {
  readonly train: ConditionalRows;
  readonly validation: ConditionalRows;
  readonly test: ConditionalRows;
  /** An interval that contains all mass of y. */
  readonly range: readonly [low: number, high: number];
  /** log σ of y before it was standardized. Log-likelihoods in the unit of y are lower by this. */
  readonly logScale: number;
  /** The distribution of the pairs, if it is known. */
  readonly truth?: ConditionalDensity;
}

/** Loads pairs: samples of a known density, or a table with the given split. */
export async function conditionalData(
  dataset: string,
  { seed, fetch }: { readonly seed: number; readonly fetch: FetchOptions },
): Promise<ConditionalData> {
  const densities: Readonly<Record<string, ConditionalDensity>> = regressionDensities;
  const density = densities[dataset];
  return density ? drawn(density, seed) : table(dataset, { seed, fetch });
}

/** The interval of y that must contain the mass of all models. */
const RANGES: Readonly<Record<string, readonly [low: number, high: number]>> = {
  "1d_regression_1": [-4, 5],
  "1d_regression_2": [-9, 14],
};

function drawn(truth: ConditionalDensity, seed: number): ConditionalData {
  const keys = split(key(seed), 3);
  const [train, validation, test] = keys.map((sampleKey, i) => {
    const count = i === 0 ? 2000 : 1000;
    const pairs = truth.sample(sampleKey, count);
    const column = (values: Float64Array): Matrix => ({
      data: Float32Array.from(values),
      shape: [count, 1],
    });
    return { x: column(pairs.x), y: column(pairs.y) };
  }) as [ConditionalRows, ConditionalRows, ConditionalRows];
  return { train, validation, test, range: RANGES[truth.name]!, logScale: 0, truth };
}

/** The fraction of training rows that are used for validation. */
const HELD_OUT = 0.2;

async function table(
  dataset: string,
  { seed, fetch }: { readonly seed: number; readonly fetch: FetchOptions },
): Promise<ConditionalData> {
  const { x, y, splits } = await loadRegression(dataset, fetch);
  const [forValidation, forNoise] = split(key(seed), 2);
  const noise = uniform(forNoise, y.data.length);
  // grades are integers, for which no density is best
  const target =
    dataset === "wine-quality-red"
      ? { ...y, data: y.data.map((value, i) => value + noise[i]! - 0.5) }
      : y;
  const { train, test } = splits[seed]!;
  const parts = trainTestSplit(train.length, { testFraction: HELD_OUT, key: forValidation });
  const rows = [parts.train, parts.test].map((part) => part.map((i) => train[i]!));
  const ofX = columnStatistics(takeRows(x, rows[0]!));
  const ofY = columnStatistics(takeRows(target, rows[0]!));
  const take = (indices: ArrayLike<number>): ConditionalRows => ({
    x: standardize(takeRows(x, indices), ofX),
    y: standardize(takeRows(target, indices), ofY),
  });
  return {
    train: take(rows[0]!),
    validation: take(rows[1]!),
    test: take(test),
    range: [-10, 10],
    logScale: Math.log(ofY.std[0]!),
  };
}
