import * as tf from "@tensorflow/tfjs-core";
import { centered } from "./centered.js";
import type { Tilt } from "./tilt.js";

export type PairTiltParams = {
  /** U, of which the part above the diagonal counts. Shape [dim, dim]. */
  readonly couplings: tf.Tensor2D;
  /** c. Shape [dim]. */
  readonly fields: tf.Tensor1D;
};

export interface PairTiltInputs {
  /** Number of coordinates of y. */
  readonly dim: number;
  /** Subtracted from y, such as its mean. Shape [dim]. Default: zeros. */
  readonly center?: ArrayLike<number>;
}

/**
 * Couplings of pairs that do not depend on x, with z = y − center:
 *
 *   f(y) = −Σ over i < j of Uᵢⱼ zᵢ zⱼ − ⟨c, z⟩.
 */
export function pairTilt({ dim, center }: PairTiltInputs): Tilt<PairTiltParams> {
  const upper = Float32Array.from({ length: dim * dim }, (_, i) => Number(i % dim > i / dim));
  return {
    params: { couplings: tf.zeros([dim, dim]), fields: tf.zeros([dim]) },
    ignoresInputs: true,
    energy({ couplings, fields }, y) {
      const [batch, samples] = y.shape;
      const z = tf.reshape(centered(y, center), [batch * samples, dim]) as tf.Tensor2D;
      const above: tf.Tensor2D = tf.mul(couplings, tf.tensor2d(upper, [dim, dim]));
      const terms = tf.mul(z, tf.add(tf.matMul(z, above), fields));
      return tf.reshape(tf.neg(tf.sum(terms, 1)), [batch, samples]);
    },
  };
}
