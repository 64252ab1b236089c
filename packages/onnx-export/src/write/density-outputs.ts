import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Density } from "./density.js";
import { standardized } from "./standardized.js";

/**
 * Computes the outputs of a density's files for raw x: `energy`, and `log_partition` and `log_prob` if
 * log Z is known.
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

/** Computes log Z of p(x) = exp(−E(x) − log Z) for raw x, including the volume of standardization. */
export function rawLogPartition({ logPartition, standardization }: Density): number | undefined {
  // dx = ∏ std · d((x − mean) / std)
  const logVolume = Array.from(standardization?.std ?? []).reduce((sum, s) => sum + Math.log(s), 0);
  return logPartition && logPartition.value + logVolume;
}
