import { parseBinary } from "../formats/parse-binary.js";
import type { Matrix } from "../matrix.js";
import { binaryDatasets } from "./binary-datasets.js";
import { type DatasetName, findDataset } from "./data-file.js";
import { type FetchOptions, fetchFiles } from "./fetch-dataset.js";
import { readText } from "./read-data.js";

/** Rows of zeros and ones, as their files split them. */
export interface BinarySplit {
  readonly train: Matrix;
  readonly valid: Matrix;
  readonly test: Matrix;
}

/**
 * Loads a data set of `binaryDatasets` from `dataDir`, the cache, or its public address.
 *
 * @throws {EbmError} If a file cannot be had, or is not as published.
 */
export async function loadBinary(
  name: DatasetName<typeof binaryDatasets>,
  options: FetchOptions = {},
): Promise<BinarySplit> {
  const { files } = findDataset("loadBinary", name, binaryDatasets);
  const paths = await fetchFiles("loadBinary", files, options);
  const load = async (file: string): Promise<Matrix> =>
    parseBinary(await readText("loadBinary", file), { file });
  return {
    train: await load(paths.train),
    valid: await load(paths.valid),
    test: await load(paths.test),
  };
}
