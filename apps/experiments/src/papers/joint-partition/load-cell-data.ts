import type { FetchOptions } from "@ebm/datasets";
import type { StructuredModel } from "@ebm/models";
import { type LabelRankingConfig, labelRanking } from "../../tasks/label-ranking.js";
import { type MultilabelConfig, multilabel } from "../../tasks/multilabel.js";
import type { StructuredData } from "../../tasks/structured/structured-data.js";
import type { StructuredTask } from "../../tasks/structured/structured-task.js";
import { inSpins } from "./in-spins.js";

type Config = MultilabelConfig | LabelRankingConfig;

export type CellData = {
  readonly task: Config["task"];
  readonly dataset: string;
  /** "spins" is the pairwise one, by other coordinates: see `inSpins`. */
  readonly model: Config["model"] | "spins";
};

const tasks: Readonly<Record<Config["task"], StructuredTask>> = {
  multilabel,
  "label-ranking": labelRanking,
};

/** The rows of a published set, not split yet, and what they are an instance of. */
export async function loadCellData(
  { task, dataset, model: name }: CellData,
  fetch: FetchOptions,
): Promise<{ readonly data: StructuredData; readonly experiment: StructuredModel }> {
  const isInSpins = name === "spins";
  const { defaults, loadRows, createModel } = tasks[task];
  const source = { dataset };
  // published figures of birds suggest that its 294 rows without a label were left out
  const rows = dataset === "birds" ? { emptyRows: "drop" } : {};
  const settings = { ...defaults(source), ...rows, versions: {} };
  const config = { task, data: source, ...settings } as unknown as Config;
  const data = await loadRows(config, fetch);
  const model = createModel(data.labelNames.length, isInSpins ? "pairwise" : name);
  return { data, experiment: isInSpins ? inSpins(model) : model };
}
