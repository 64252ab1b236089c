import { key } from "@ebm/core";
import {
  type FetchOptions,
  loadRegression,
  type Matrix,
  regressionDatasets,
  type Table,
  trainTestSplit,
} from "@ebm/datasets";
import { prepareRegression } from "./prepare-regression.js";
import type { RegressionConfig } from "./regression-config.js";
import type { RegressionData } from "./regression-data.js";

/** Loads a published data set, and splits its rows at random. */
export async function publishedRegression(
  { data, seed, testShare }: RegressionConfig,
  fetch: FetchOptions,
): Promise<RegressionData> {
  const name = (data as { readonly dataset: string }).dataset as keyof typeof regressionDatasets;
  const { x, y } = await loadRegression(name, fetch);
  const { rows, features, reference } = regressionDatasets[name];
  const { train, test } = trainTestSplit(rows, { testFraction: testShare, key: key(seed) });
  const prepared = prepareRegression({
    features: tableOf(
      name,
      x,
      Array.from({ length: features }, (_, j) => `x${j + 1}`),
    ),
    targets: tableOf(name, y, ["y"]),
    train,
    test,
  });
  return {
    ...prepared,
    dataset: {
      name,
      rows,
      dimensions: { Features: prepared.preprocessor.columns.length, Targets: 1 },
      source: reference,
    },
    found: undefined,
  };
}

function tableOf(file: string, { data, shape: [rows, width] }: Matrix, names: string[]): Table {
  const columns = names.map((name, j) => ({
    name,
    kind: "number" as const,
    values: Float64Array.from({ length: rows }, (_, row) => data[row * width + j]!),
  }));
  return { file, rows, columns, notes: [] };
}
