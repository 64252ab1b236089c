import {
  type LabelRankingData,
  type LabelRankingOptions,
  parseLabelRanking,
} from "../formats/parse-label-ranking.js";
import { type DatasetName, findDataset } from "./data-file.js";
import { type FetchOptions, fetchFiles } from "./fetch-dataset.js";
import { labelRankingDatasets } from "./label-ranking-datasets.js";
import { readText } from "./read-data.js";

/**
 * Loads a data set of `labelRankingDatasets` from `dataDir`, the cache, or its public address. It has
 * no split into training and test rows.
 *
 * @throws {EbmError} If the file cannot be had, or is not as published.
 */
export async function loadLabelRanking(
  name: DatasetName<typeof labelRankingDatasets>,
  options: FetchOptions = {},
): Promise<LabelRankingData> {
  const { files } = findDataset("loadLabelRanking", name, labelRankingDatasets);
  const { data } = await fetchFiles("loadLabelRanking", files, options);
  return loadLabelRankingFile(data);
}

/**
 * Loads your own file, zipped by gzip or not; `parseLabelRanking` says what is in it.
 *
 * @throws {EbmError} If the file cannot be read, or its text does not fit.
 */
export async function loadLabelRankingFile(
  file: string,
  options: Omit<LabelRankingOptions, "file"> = {},
): Promise<LabelRankingData> {
  return parseLabelRanking(await readText("loadLabelRankingFile", file), { ...options, file });
}
