import { namedLeaves, withLeaves } from "@ebm/core";
import { EbmError } from "@ebm/core/errors";
import type { Checkpoint } from "@ebm/engine";
import type { ModelParams } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";
import { readCheckpoint } from "../run-files/read-checkpoint.js";
import type { Run } from "./load-run.js";

/**
 * The parameters that a run stands for: those that did best on its validation rows if it has such
 * rows, else those of its last checkpoint.
 */
export async function readKept({ directory, config }: Run): Promise<Checkpoint> {
  const kept =
    (config.validationShare > 0 && (await readCheckpoint(directory, "best"))) ||
    (await readCheckpoint(directory, "checkpoint"));
  if (kept) return kept;
  throw new EbmError(`${directory} has no checkpoint yet. Train it with \`ebm resume\`.`);
}

/** The parameters of a checkpoint as tensors. */
export function paramsOf({ params }: Checkpoint, template: ModelParams): ModelParams {
  const tensors = namedLeaves(template).map(([path]) => {
    const { data, shape } = params[path]!;
    return tf.tensor(data, [...shape]);
  });
  return withLeaves(template, tensors);
}
