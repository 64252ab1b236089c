import { type Key, normal, split, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";

/** log Z of every target, so that an estimate of zero is not luck. */
export const LOG_Z = 3;

const [DEVIATION, CENTER] = [0.5, 1] as const;

/**
 * Returns an energy of D independent coordinates with known log Z. Each coordinate is a mixture of
 * two Gaussians around ±1 with standard deviation ½, so there are 2ᴰ modes:
 *
 *   E(x) = −Σⱼ log [½ N(xⱼ; 1, ¼) + ½ N(xⱼ; −1, ¼)] − log Z.
 */
export function targetEnergy(dim: number): (x: tf.Tensor2D) => tf.Tensor1D {
  const logConstant = LOG_Z - dim * (Math.log(2 * DEVIATION) + Math.log(2 * Math.PI) / 2);
  const logOf = (x: tf.Tensor2D, center: number): tf.Tensor2D =>
    tf.mul(tf.square(tf.sub(x, center)), -0.5 / DEVIATION ** 2);
  return (x) => {
    const both = tf.stack([logOf(x, CENTER), logOf(x, -CENTER)]);
    const log = tf.sum(tf.logSumExp(both, 0), 1);
    return tf.neg(tf.add(log, logConstant));
  };
}

/** Samples the target. */
export function drawTarget(
  key: Key,
  { dim, count }: { readonly dim: number; readonly count: number },
): Matrix {
  const [sides, noise] = split(key, 2);
  const u = uniform(sides, count * dim);
  const data = normal(noise, count * dim).map(
    (z, i) => DEVIATION * z + (u[i]! < 0.5 ? CENTER : -CENTER),
  );
  return { data, shape: [count, dim] };
}
