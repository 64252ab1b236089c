import { namedLeaves, withLeaves } from "@ebm/core";
import type { Checkpoint } from "@ebm/engine";
import type { ModelParams } from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";

/** Returns the parameters of a checkpoint as tensors. */
export function paramsOf({ params }: Checkpoint, template: ModelParams): ModelParams {
  const tensors = namedLeaves(template).map(([path]) => {
    const { data, shape } = params[path]!;
    return tf.tensor(data, [...shape]);
  });
  return withLeaves(template, tensors);
}
