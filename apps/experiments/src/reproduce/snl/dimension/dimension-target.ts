import { type Key, normal, split, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";

/** Of every target, so that an estimate of zero is no luck. */
export const LOG_Z = 3;

const [DEVIATION, OFFSET] = [0.7, 1.5] as const;

/**
 * Two Gaussians of deviation 0.7 in D dimensions, whose centres ±m lie 3 apart along the diagonal,
 * as an energy of known log Z:
 *
 *   E(x) = −log [½ N(x; m, s²) + ½ N(x; −m, s²)] − log Z.
 */
export function targetEnergy(dim: number): (x: tf.Tensor2D) => tf.Tensor1D {
  const logDensity = -dim * (Math.log(DEVIATION) + Math.log(2 * Math.PI) / 2) + Math.log(0.5);
  return (x) => {
    const along = tf.sum(x, 1, true);
    const m = OFFSET / Math.sqrt(dim);
    const squares = tf.sum(tf.square(x), 1);
    // ‖x ∓ m‖² = ‖x‖² ∓ 2⟨x, m⟩ + ‖m‖²
    const near = tf.mul(tf.concat([along, tf.neg(along)], 1), m / DEVIATION ** 2);
    const common = tf.mul(tf.add(squares, OFFSET ** 2), -0.5 / DEVIATION ** 2);
    const log = tf.add(tf.add(tf.logSumExp(near, 1), common), logDensity + LOG_Z);
    return tf.neg(log) as tf.Tensor1D;
  };
}

/** Draws from the target. */
export function drawTarget(
  key: Key,
  { dim, count }: { readonly dim: number; readonly count: number },
): Matrix {
  const [sides, noise] = split(key, 2) as [Key, Key];
  const u = uniform(sides, count);
  const m = OFFSET / Math.sqrt(dim);
  const data = normal(noise, count * dim).map(
    (z, i) => DEVIATION * z + (u[Math.floor(i / dim)]! < 0.5 ? m : -m),
  );
  return { data, shape: [count, dim] };
}
