import { EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { mixtureQuantiles } from "./mixture-quantiles.js";
import type { RegressionParams } from "./regression-params.js";
import { targetMixtures } from "./target-mixtures.js";

export interface RegressionSummary {
  /** Shape [rows, targets]. */
  readonly mean: tf.Tensor2D;
  /** The standard deviation. Shape [rows, targets]. */
  readonly deviation: tf.Tensor2D;
  /** Shape [rows, targets, levels]. */
  readonly quantiles: tf.Tensor3D;
}

/**
 * Returns the mean, the standard deviation and quantiles of each target given the features, as a
 * function of tensors that compiles and exports. The quantiles of 5 % and 95 % enclose 90 %.
 *
 * @param levels Shares between 0 and 1. Default: 0.05, 0.5 and 0.95.
 * @returns A function of features, shape [rows, features].
 * @throws {EbmError} If a level is not between 0 and 1.
 */
export function regressionSummaryOf(
  params: RegressionParams,
  levels: readonly number[] = [0.05, 0.5, 0.95],
): (x: tf.Tensor2D) => RegressionSummary {
  const bad = levels.find((level) => !(level > 0 && level < 1));
  if (bad !== undefined || levels.length === 0) {
    throw new EbmError(
      `regressionSummaryOf: \`levels\` has ${bad ?? "no numbers"}, expected numbers between 0 and 1.`,
    );
  }
  return (x) => {
    const mixtures = targetMixtures(params, x);
    const { weights, means, scales, steps } = mixtures;
    const mean = tf.sum(tf.mul(weights, means), 2, true);
    // variances of a logistic and of uniform noise
    const within = tf.add(
      tf.mul(Math.PI ** 2 / 3, tf.square(scales)),
      tf.div(tf.square(steps), 12),
    );
    const variance = tf.sum(tf.mul(weights, tf.add(within, tf.squaredDifference(means, mean))), 2);
    return {
      mean: tf.squeeze(mean, [2]),
      deviation: tf.sqrt(variance) as tf.Tensor2D,
      quantiles: mixtureQuantiles(mixtures, levels),
    };
  };
}
