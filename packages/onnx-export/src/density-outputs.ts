import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Density } from "./density.js";
import { standardized } from "./standardized.js";

/** What a density's files compute of raw x: `energy`, and `log_prob` if log Z is known. */
export function densityOutputs({
  dim,
  energy,
  logPartition,
  standardization,
}: Density): (inputs: Readonly<Record<string, tf.Tensor>>) => Record<string, tf.Tensor1D> {
  // dx = ∏ std · d((x − mean) / std)
  const logVolume = Array.from(standardization?.std ?? []).reduce((sum, s) => sum + Math.log(s), 0);
  return ({ x }) => {
    checkShapes("densityOutputs", { x: [x!, `batch ${dim}`] });
    const result = energy({ x: standardized(x as tf.Tensor2D, standardization) });
    checkShapes("density.energy", { x: [x!, "batch dim"], result: [result, "batch"] });
    if (!logPartition) return { energy: result };
    return { energy: result, log_prob: tf.sub(-logPartition.value - logVolume, result) };
  };
}
