import { EbmError } from "@ebm/core/errors";
import { parseTable } from "../formats/parse-table.js";
import type { Matrix } from "../matrix.js";
import type { TrainTestSplit } from "../splits/train-test-split.js";
import { type DatasetName, findDataset } from "./data-file.js";
import { type FetchOptions, fetchFiles } from "./fetch-dataset.js";
import { readText } from "./read-data.js";
import { regressionDatasets } from "./regression-datasets.js";

/** Inputs, the number to predict from each, and the standard splits of their rows. */
export interface RegressionData {
  /** Shape [rows, features]. */
  readonly x: Matrix;
  /** Shape [rows, 1]. */
  readonly y: Matrix;
  /** Twenty of them, or five of protein. */
  readonly splits: readonly TrainTestSplit[];
}

/**
 * Loads a data set of `regressionDatasets` from `dataDir`, the cache, or its public address.
 * `takeRows` takes the rows of a split. Nothing is standardized.
 *
 * @throws {EbmError} If a file cannot be had, or is not as published.
 */
export async function loadRegression(
  name: DatasetName<typeof regressionDatasets>,
  options: FetchOptions = {},
): Promise<RegressionData> {
  const where = "loadRegression";
  const { files, rows, features } = findDataset(where, name, regressionDatasets);
  const paths = await fetchFiles(where, files, options);
  const header = Array.from({ length: features + 1 }, (_, i) => `column ${i}`);
  const { data } = parseTable(await readText(where, paths.data), {
    separator: "blanks",
    header,
    file: paths.data,
  });
  const take = (columns: Int32Array): Matrix => ({
    data: Float32Array.from(
      { length: rows * columns.length },
      (_, i) =>
        data.data[Math.floor(i / columns.length) * (features + 1) + columns[i % columns.length]!]!,
    ),
    shape: [rows, columns.length],
  });
  const places = (path: string, end: number): Promise<Int32Array> => readPlaces(where, path, end);
  const splitPaths = Object.entries(paths).filter(([role]) => role.startsWith("split"));
  return {
    x: take(await places(paths.features, features + 1)),
    y: take(await places(paths.target, features + 1)),
    splits: await Promise.all(
      splitPaths.map(async ([, path]) => {
        const test = await places(path, rows);
        const tests = new Set(test);
        const all = Int32Array.from({ length: rows }, (_, row) => row);
        return { train: all.filter((row) => !tests.has(row)), test };
      }),
    ),
  };
}

async function readPlaces(where: string, file: string, end: number): Promise<Int32Array> {
  const { data } = parseTable(await readText(where, file), {
    separator: "blanks",
    header: ["place"],
    file,
  });
  const wrong = data.data.find((place) => !(Number.isInteger(place) && place >= 0 && place < end));
  if (wrong === undefined) return Int32Array.from(data.data);
  throw new EbmError(`${where}: \`${file}\` has ${wrong}, expected an integer below ${end}.`);
}
