import { stat } from "node:fs/promises";
import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import { type LoadedModel, loadModel } from "@ebm/models";
import { loadRun } from "../run/load-run.js";
import { readConfig } from "../run/read-config.js";
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
 * Opens a model that `save` of @ebm/models or `ebm export --model` wrote, or the model of a run.
 *
 * @throws {EbmError} If there is no model, or it is a paper's model.
 */
export async function openModel(
  directory: string,
  { tasks, dataDir }: OpenModelOptions,
): Promise<OpenedModel> {
  const isSaved = await stat(join(directory, "model.json")).then(
    () => true,
    () => false,
  );
  if (isSaved) return { model: await loadModel(directory) };
  const { task, config } = await readConfig(directory, tasks);
  const { problem } = await loadRun(directory, { task, config, fetch: fetchOptions({ dataDir }) });
  const { missing } = config as Pick<OpenedModel, "missing">;
  if (problem.openModel) {
    return { model: problem.openModel(await readKept(directory)), missing };
  }
  throw new EbmError(
    `${directory} is a run of a paper's model, expected a run of a default model. Use its ONNX files instead.`,
  );
}
