import { type Key, normal } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { centered } from "./centered.js";
import type { Tilt } from "./tilt.js";

export type LowRankTiltParams = {
  /** v. Shape [dim, rank]. */
  readonly directions: tf.Tensor2D;
  /** A. Shape [features, rank]. */
  readonly weights: tf.Tensor2D;
  /** a₀. Shape [rank]. */
  readonly bias: tf.Tensor1D;
  /** c. Shape [dim]. */
  readonly fields: tf.Tensor1D;
};

export interface LowRankTiltInputs {
  readonly key: Key;
  /** Number of coordinates of y. */
  readonly dim: number;
  /** Number of features of x. */
  readonly features: number;
  /** Number of directions. Default: 8. */
  readonly rank?: number;
  /** Subtracted from y, such as its mean. Shape [dim]. Default: zeros. */
  readonly center?: ArrayLike<number>;
}

/**
 * Couplings of pairs that depend on x through a few directions, with z = y − center:
 *
 *   f(x, y) = −½ Σᵣ aᵣ(x) [⟨vᵣ, z⟩² − Σⱼ vᵣⱼ² zⱼ²] − ⟨c, z⟩,   a(x) = xA + a₀.
 *
 * a starts at 0 and v at random: with both at 0 the gradient would vanish.
 */
export function lowRankTilt(inputs: LowRankTiltInputs): Tilt<LowRankTiltParams> {
  const { key, dim, features, rank = 8, center } = inputs;
  const directions = normal(key, dim * rank).map((value) => value / Math.sqrt(dim));
  return {
    params: {
      directions: tf.tensor2d(directions, [dim, rank]),
      weights: tf.zeros([features, rank]),
      bias: tf.zeros([rank]),
      fields: tf.zeros([dim]),
    },
    energy(params, y, x) {
      const [batch, samples] = y.shape;
      const z = tf.reshape(centered(y, center), [batch * samples, dim]) as tf.Tensor2D;
      const squares = tf.square(tf.matMul(z, params.directions));
      const own = tf.matMul<tf.Tensor2D>(tf.square(z), tf.square(params.directions));
      const pairs = tf.reshape(tf.sub(squares, own), [batch, samples, rank]);
      const strength = x ? tf.add(tf.matMul(x, params.weights), params.bias) : params.bias;
      const coupled = tf.sum(tf.mul(pairs, tf.reshape(strength, [-1, 1, rank])), 2);
      const linear = tf.reshape(tf.sum(tf.mul(z, params.fields), 1), [batch, samples]);
      return tf.neg(tf.add(tf.mul(0.5, coupled), linear));
    },
  };
}
