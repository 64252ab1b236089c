import { EbmError } from "@ebm/core/errors";
import { parseMulanLabels } from "../formats/parse-mulan-labels.js";
import {
  type MultilabelData,
  type MultilabelOptions,
  parseMultilabel,
} from "../formats/parse-multilabel.js";
import { type DatasetName, findDataset } from "./data-file.js";
import { type FetchOptions, fetchFiles } from "./fetch-dataset.js";
import { multilabelDatasets } from "./multilabel-datasets.js";
import { readText } from "./read-data.js";

/** A data set as its files split it. */
export interface MultilabelSplit {
  readonly train: MultilabelData;
  /** The test rows. Undefined if there is no file of test rows: `train` then has all rows. */
  readonly test?: MultilabelData;
}

export interface MultilabelFiles {
  /** Paths of ARFF files, zipped by gzip or not. */
  readonly train: string;
  readonly test?: string | undefined;
  /** The path of Mulan's XML list of labels. */
  readonly labels: string;
}

/**
 * Loads a data set of `multilabelDatasets` from `dataDir`, the cache, or its public address.
 *
 * @throws {EbmError} If a file cannot be had, or is not as published.
 */
export async function loadMultilabel(
  name: DatasetName<typeof multilabelDatasets>,
  options: FetchOptions & Omit<MultilabelOptions, "file"> = {},
): Promise<MultilabelSplit> {
  const { files } = findDataset("loadMultilabel", name, multilabelDatasets);
  return loadMultilabelFiles(await fetchFiles("loadMultilabel", files, options), options);
}

/**
 * Loads your own files, in Mulan's format.
 *
 * @throws {EbmError} If a file cannot be read, or its text does not fit; if test rows have other
 * features than training rows.
 */
export async function loadMultilabelFiles(
  files: MultilabelFiles,
  options: Omit<MultilabelOptions, "file"> = {},
): Promise<MultilabelSplit> {
  const where = "loadMultilabelFiles";
  const labels = parseMulanLabels(await readText(where, files.labels), { file: files.labels });
  const load = async (file: string): Promise<MultilabelData> =>
    parseMultilabel(await readText(where, file), { ...options, labels, file });

  const train = await load(files.train);
  if (files.test === undefined) return { train };
  const test = await load(files.test);
  for (const names of ["featureNames", "labelNames"] as const) {
    const [found, expected] = [test[names], train[names]];
    const longer = found.length > expected.length ? found : expected;
    const at = longer.findIndex((_, i) => found[i] !== expected[i]);
    if (at < 0) continue;
    throw new EbmError(
      `${where}: \`test\` has \`${found[at]}\` at ${names}[${at}], expected \`${expected[at]}\` as in \`train\`.`,
    );
  }
  return { train, test };
}
