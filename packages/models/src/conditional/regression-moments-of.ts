import * as tf from "@tensorflow/tfjs-core";
import type { RegressionParams } from "./regression-params.js";
import { targetMixtures } from "./target-mixtures.js";

export interface RegressionMoments {
  /** Shape [rows, targets]. */
  readonly mean: tf.Tensor2D;
  /** Shape [rows, targets]. */
  readonly deviation: tf.Tensor2D;
}

/**
 * Returns the mean and the standard deviation of each target, as a function of tensors that compiles
 * and exports. It maps features, shape [rows, features].
 */
export function regressionMomentsOf(
  params: RegressionParams,
): (x: tf.Tensor2D) => RegressionMoments {
  return (x) => {
    const { weights, means, scales, steps } = targetMixtures(params, x);
    const mean = tf.sum(tf.mul(weights, means), 2, true);
    // variances of a logistic and of uniform noise
    const within = tf.add(
      tf.mul(Math.PI ** 2 / 3, tf.square(scales)),
      tf.div(tf.square(steps), 12),
    );
    const variance = tf.sum(tf.mul(weights, tf.add(within, tf.squaredDifference(means, mean))), 2);
    return { mean: tf.squeeze(mean, [2]), deviation: tf.sqrt(variance) as tf.Tensor2D };
  };
}
