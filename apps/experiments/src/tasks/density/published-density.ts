import { foldIn, key } from "@ebm/core";
import {
  type FetchOptions,
  ffjordDensities,
  loadRegression,
  loadTable,
  type Matrix,
  type PlanarDensity,
  regressionDatasets,
  selectRows,
  snlDensities,
  type Table,
  tableDatasets,
  trainTestSplit,
} from "@ebm/datasets";
import { fitDensityColumns } from "@ebm/models";
import type { TaskDataset } from "../task.js";
import type { DensityConfig } from "./density-config.js";
import type { DensityData } from "./density-data.js";

const planar: Readonly<Record<string, PlanarDensity>> = { ...ffjordDensities, ...snlDensities };

/** Number of points of a planar set. */
const POINTS = 3000;

/**
 * The data sets that `--dataset` accepts: tables, regressions with their target, and planar sets.
 */
export const densityDatasets: readonly TaskDataset[] = [
  ...Object.entries(tableDatasets).map(([name, { rows, features, reference }]) => ({
    name,
    rows,
    dimensions: { columns: features },
    reference,
  })),
  ...Object.entries(regressionDatasets).map(([name, { rows, features, reference }]) => ({
    name,
    rows,
    dimensions: { columns: features + 1 },
    reference,
  })),
  ...Object.keys(planar).map((name) => ({
    name,
    rows: POINTS,
    dimensions: { columns: 2 },
    reference: "points of a known density, drawn from the seed",
    isEmbedded: true,
  })),
];

/** Loads a published data set, or samples a planar one, and splits its rows. */
export async function publishedDensity(
  { data, seed, testShare }: DensityConfig,
  fetch: FetchOptions,
): Promise<DensityData> {
  const { dataset: name } = data as { readonly dataset: string };
  const table = await tableOf(name, seed, fetch);
  const parts = trainTestSplit(table.rows, { testFraction: testShare, key: key(seed) });
  const train = selectRows(table, parts.train);
  const test = selectRows(table, parts.test);
  const known = planar[name];
  const preprocessor = fitDensityColumns(train);
  const { reference, rows } = densityDatasets.find((each) => each.name === name)!;
  return {
    dataset: {
      name,
      rows,
      dimensions: { Columns: preprocessor.columns.length },
      source: reference,
    },
    found: undefined,
    train,
    test,
    preprocessor,
    trueLogProb: known?.logProb(pointsOf(test)),
    notes: [...table.notes, ...preprocessor.notes],
  };
}

async function tableOf(name: string, seed: number, fetch: FetchOptions): Promise<Table> {
  const known = planar[name];
  if (known) return namedTable(name, known.sample(foldIn(key(seed), 1), POINTS), ["x", "y"]);
  if (Object.hasOwn(tableDatasets, name)) {
    const { data, columnNames } = await loadTable(name as keyof typeof tableDatasets, fetch);
    return namedTable(name, data, columnNames);
  }
  const { x, y } = await loadRegression(name as keyof typeof regressionDatasets, fetch);
  const [rows, features] = x.shape;
  const width = features + 1;
  const data = Float64Array.from({ length: rows * width }, (_, i) => {
    const [row, j] = [Math.floor(i / width), i % width];
    return j < features ? x.data[row * features + j]! : y.data[row]!;
  });
  const names = [...Array.from({ length: features }, (_, j) => `x${j + 1}`), "y"];
  return namedTable(name, { data, shape: [rows, width] }, names);
}

function namedTable(
  file: string,
  { data, shape: [rows, width] }: { data: ArrayLike<number>; shape: Matrix["shape"] },
  names: readonly string[],
): Table {
  const columns = names.map((name, j) => ({
    name,
    kind: "number" as const,
    values: Float64Array.from({ length: rows }, (_, row) => data[row * width + j]!),
  }));
  return { file, rows, columns, notes: [] };
}

/** Returns the points of a planar set as a matrix. */
function pointsOf({ rows, columns }: Table) {
  const data = Float64Array.from({ length: 2 * rows }, (_, i) => {
    return columns[i % 2]!.values[Math.floor(i / 2)] as number;
  });
  return { data, shape: [rows, 2] as const };
}
