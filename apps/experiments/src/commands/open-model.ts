import { stat } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { type LoadedModel, loadModel } from "@ebm/models";
import { loadRun } from "../run/load-run.js";
import { readConfig } from "../run/read-config.js";
import { FILES } from "../run-files/files.js";
import { readKept } from "../run-files/read-kept.js";
import type { Task } from "../tasks/task.js";
import { fetchOptions } from "./session.js";

export interface OpenModelOptions {
  readonly tasks: readonly Task[];
  readonly dataDir?: string | undefined;
}

export interface OpenedModel {
  readonly model: LoadedModel;
  /** Texts that mean a missing value in training data. Default: those of the format. */
  readonly missing?: readonly string[] | undefined;
}

/**
 * Returns the directory of a saved model: this one, or the one in the directory of a run.
 *
 * @throws {EbmError} If there is none.
 */
export async function savedModel(directory: string): Promise<string> {
  for (const place of [directory, join(directory, FILES.model)]) {
    if (await isModel(place)) return place;
  }
  throw new EbmError(
    `${directory} has no saved model, expected one that \`save\` of @ebm/models wrote, or a finished run of a default model.`,
  );
}

/** Returns whether a directory has a saved model. */
async function isModel(directory: string): Promise<boolean> {
  return stat(join(directory, "model.json")).then(
    () => true,
    () => false,
  );
}

/**
 * Opens a model that `save` of @ebm/models or `ebm export --model` wrote, or the model of a run.
 *
 * @throws {EbmError} If there is no model, or it is a paper's model.
 */
export async function openModel(
  directory: string,
  { tasks, dataDir }: OpenModelOptions,
): Promise<OpenedModel> {
  if (await isModel(directory)) return { model: await loadModel(directory) };
  const { task, config } = await readConfig(directory, tasks);
  const { missing } = config as Pick<OpenedModel, "missing">;
  const saved = join(directory, FILES.model);
  if (await isModel(saved)) return { model: await loadModel(saved), missing };
  const { problem } = await loadRun(directory, { task, config, fetch: fetchOptions({ dataDir }) });
  if (problem.openModel) {
    return { model: await problem.openModel(await readKept(directory)), missing };
  }
  throw new EbmError(
    `${directory} is a run of a paper's model, expected a run of a default model. Use its ONNX files instead.`,
  );
}
