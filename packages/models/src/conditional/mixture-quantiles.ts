import { scan } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { mixtureCdf } from "./mixture-cdf.js";
import type { TargetMixtures } from "./target-mixtures.js";

/** Number of halvings, after which float32 has no digits left. */
const HALVINGS = 40;

/** The reach of the first interval from the means, in scales and steps. */
const REACH = 30;

/**
 * Finds quantiles by bisection.
 *
 * @param levels Shares, such as 0.05, 0.5 and 0.95.
 * @returns Shape [rows, targets, levels].
 */
export function mixtureQuantiles(mixtures: TargetMixtures, levels: readonly number[]): tf.Tensor3D {
  const { means, scales, steps } = mixtures;
  const reach = tf.add(tf.mul(REACH, scales), steps);
  const shares = tf.tensor1d([...levels]);
  const perLevel = (bound: tf.Tensor): tf.Tensor3D =>
    tf.tile(bound as tf.Tensor3D, [1, 1, levels.length]);
  const start = {
    low: perLevel(tf.min(tf.sub(means, reach), 2, true)),
    high: perLevel(tf.max(tf.add(means, reach), 2, true)),
  };
  const { low, high } = scan(
    ({ low, high }, _) => {
      const middle: tf.Tensor3D = tf.mul(0.5, tf.add(low, high));
      const isBelow = tf.less(mixtureCdf(mixtures, middle), shares);
      return { low: tf.where(isBelow, middle, low), high: tf.where(isBelow, high, middle) };
    },
    start,
    { step: tf.zeros([HALVINGS, 1]) },
  );
  return tf.mul(0.5, tf.add(low, high));
}
