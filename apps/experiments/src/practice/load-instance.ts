import type { StructuredModel } from "@ebm/models";
import type { CellContext } from "../studies/study.js";
import type { FittedConfig } from "../tasks/fitted/fitted-config.js";
import { fittedInstance } from "../tasks/fitted/fitted-instance.js";
import type { FittedInstance } from "../tasks/fitted/fitted-model.js";
import type { TaskWithFitted } from "../tasks/fitted/with-fitted.js";
import { rawRows } from "../tasks/structured/raw-rows.js";
import type { StructuredConfig } from "../tasks/structured/structured-config.js";
import type { PracticeCell } from "./practice-cell.js";
import type { PracticeSet } from "./practice-sets.js";
import { setFile } from "./set-file.js";

export interface LoadInstanceInputs<C extends StructuredConfig> {
  readonly task: TaskWithFitted<C>;
  /** The structured model that encodes targets. */
  readonly encoder: C["model"];
  readonly set: PracticeSet;
  readonly cell: PracticeCell;
}

/**
 * Loads and splits rows as `ebm run` does without options: the seed chooses four fifths of all rows
 * at random for training.
 */
export async function loadInstance<C extends StructuredConfig>(
  { task, encoder, set, cell }: LoadInstanceInputs<C>,
  { fetch }: CellContext,
): Promise<FittedInstance> {
  const { source } = set;
  const isPublished = "dataset" in source;
  const data = isPublished ? source : await filesOf(task.name, source, fetch);
  const given = {
    seed: cell.seed,
    threads: cell.threads,
    split: "random",
    ...(!isPublished && source.drop && { drop: source.drop }),
  };
  const settings = { ...task.defaults(data as C["data"]), ...given };
  const config = { task: task.name, data, ...settings, versions: {} } as unknown as C;
  const rows = isPublished
    ? rawRows(await task.loadRows(config, fetch))
    : await task.readRows(config);
  const structure: StructuredModel = task.createModel(rows.labelNames.length, encoder);
  return fittedInstance(config as unknown as FittedConfig, rows, structure);
}

async function filesOf(
  task: string,
  { train, test, labels }: Exclude<PracticeSet["source"], { readonly dataset: string }>,
  fetch: CellContext["fetch"],
) {
  const file = await setFile(train, fetch);
  if (task === "label-ranking") return { file };
  return {
    file,
    ...(test && { test: await setFile(test, fetch) }),
    ...(labels && { labels: await setFile(labels, fetch) }),
  };
}
