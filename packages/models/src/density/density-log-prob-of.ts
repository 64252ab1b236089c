import { key, logMeanExp, mapTree } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { DensityParams } from "./density-params.js";
import { densityTilt } from "./density-tilt.js";
import { stackLogProb } from "./stack-log-prob.js";

/**
 * Returns log p as a function of tensors that compiles and exports, in nats and the units of the
 * columns:
 *
 *   log p(x) = log meanₘ q_m(x) exp(−f_m(x)) / Z_m.
 *
 * It maps numbers, codes of categories and NaN, shape [rows, columns], to shape [rows].
 */
export function densityLogProbOf({
  base,
  tilts,
}: Pick<DensityParams, "base" | "tilts">): (x: tf.Tensor2D) => tf.Tensor1D {
  const energy = tilts && densityTilt(base.columns, key(0));
  return (x) => {
    const logProb = stackLogProb(base, x);
    if (!tilts || !energy) return logMeanExp(logProb, 0);
    const points = tf.expandDims<tf.Tensor3D>(x, 0);
    const gains = tilts.map(({ params, logPartition }) => {
      const fitted = mapTree(energy.params, ({ shape }, path) =>
        tf.tensor(params[path]!.data, shape),
      );
      return tf.sub(tf.neg(energy.energy(fitted, points)), logPartition);
    });
    return logMeanExp(tf.add(logProb, tf.concat(gains, 0)), 0);
  };
}
