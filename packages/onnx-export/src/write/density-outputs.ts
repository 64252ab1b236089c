import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Density } from "./density.js";
import { rawLogPartition } from "./raw-log-partition.js";
import { standardized } from "./standardized.js";

/**
 * What a density's files compute of raw x: `energy`, and `log_partition` and `log_prob` if log Z is
 * known.
 */
export function densityOutputs(
  density: Density,
): (inputs: Readonly<Record<string, tf.Tensor>>) => Record<string, tf.Tensor> {
  const { dim, energy, standardization } = density;
  const logPartition = rawLogPartition(density);
  return ({ x }) => {
    checkShapes("densityOutputs", { x: [x!, `batch ${dim}`] });
    const result = energy({ x: standardized(x as tf.Tensor2D, standardization) });
    checkShapes("density.energy", { x: [x!, "batch dim"], result: [result, "batch"] });
    if (logPartition === undefined) return { energy: result };
    return {
      energy: result,
      log_partition: tf.scalar(logPartition),
      log_prob: tf.sub(-logPartition, result),
    };
  };
}
