import type { FetchOptions } from "@ebm/datasets";
import type { StructuredModel } from "@ebm/models";
import { labelRanking } from "../../tasks/label-ranking.js";
import type { LabelRankingConfig } from "../../tasks/label-ranking-config.js";
import { multilabel } from "../../tasks/multilabel.js";
import type { MultilabelConfig } from "../../tasks/multilabel-config.js";
import type { StructuredData } from "../../tasks/structured/structured-data.js";
import type { StructuredTask } from "../../tasks/structured/structured-task.js";
import { inSpins } from "./in-spins.js";

type Config = MultilabelConfig | LabelRankingConfig;

export type CellData = {
  readonly task: Config["task"];
  readonly dataset: string;
  /** The energy. "spins" is the pairwise energy in other coordinates: see `inSpins`. */
  readonly model: Config["model"] | "spins";
};

/** The parts of a task that cells of papers use. */
type PaperTask = Pick<StructuredTask, "defaults" | "loadRows" | "createModel">;

const tasks: Readonly<Record<Config["task"], PaperTask>> = {
  multilabel,
  "label-ranking": labelRanking,
};

/** The rows of a published set before the split, and the model for them. */
export async function loadCellData(
  { task, dataset, model: name }: CellData,
  fetch: FetchOptions,
): Promise<{ readonly data: StructuredData; readonly experiment: StructuredModel }> {
  const isInSpins = name === "spins";
  const { defaults, loadRows, createModel } = tasks[task];
  const source = { dataset };
  const given = {
    model: isInSpins ? "pairwise" : name,
    // published figures of birds suggest that its 294 rows without a label were left out
    ...(dataset === "birds" && { emptyRows: "drop" }),
  };
  const settings = { ...defaults(source, given), ...given };
  const config = { task, data: source, ...settings, versions: {} } as unknown as Config;
  const data = await loadRows(config, fetch);
  const model = createModel(data.labelNames.length, given.model);
  return { data, experiment: isInSpins ? inSpins(model) : model };
}
