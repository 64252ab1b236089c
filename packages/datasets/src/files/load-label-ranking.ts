import {
  type LabelRankingData,
  type LabelRankingOptions,
  parseLabelRanking,
} from "../formats/parse-label-ranking.js";
import { findDataset } from "./data-file.js";
import { type FetchOptions, fetchFiles } from "./fetch-dataset.js";
import { labelRankingDatasets } from "./label-ranking-datasets.js";
import { readText } from "./read-data.js";

/**
 * Loads authorship, glass, iris, vehicle, vowel or wine, from `dataDir`, the cache, or the net.
 * They come without a split into training and test rows.
 *
 * @throws {EbmError} If the file cannot be had, or is not as published.
 */
export async function loadLabelRanking(
  name: string,
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
