import * as tf from "@tensorflow/tfjs-core";

/**
 * Log-density of a logistic distribution plus uniform noise as wide as a step:
 *
 *   log [σ((z + h − μ) / s) − σ((z − h − μ) / s)] − log step,   h = step / 2.
 *
 * It is at most −log step, and the density of the logistic where s is much larger than the step.
 * For values on a grid, density times step is the probability of the value.
 *
 * All inputs broadcast.
 */
export function logisticKernel(inputs: {
  readonly z: tf.Tensor;
  /** μ. */
  readonly means: tf.Tensor;
  /** log s. */
  readonly logScales: tf.Tensor;
  readonly step: tf.Tensor;
}): tf.Tensor {
  const { z, means, logScales, step } = inputs;
  const inverse = tf.exp(tf.neg(logScales));
  const from = tf.sub(z, means);
  const half = tf.mul(step, 0.5);
  const upper = tf.mul(tf.add(from, half), inverse);
  const lower = tf.mul(tf.sub(from, half), inverse);
  // σ(a) − σ(b) = σ(a) σ(−b) (1 − exp(b − a))
  const tails = tf.add(tf.softplus(tf.neg(upper)), tf.softplus(lower));
  return tf.sub(logOneMinusExp(tf.mul(step, inverse)), tf.add(tails, tf.log(step)));
}

/** log(1 − exp(−t)) of t > 0, by a series near 0. */
function logOneMinusExp(t: tf.Tensor): tf.Tensor {
  const small = tf.minimum(t, 1);
  const u = tf.square(tf.mul(small, 0.5)); // log(sinh(u) / u) ≈ u²/6 − u⁴/180 + u⁶/2835
  const series = tf.mul(u, tf.add(1 / 6, tf.mul(u, tf.add(-1 / 180, tf.mul(u, 1 / 2835)))));
  const near = tf.add(tf.sub(tf.log(small), tf.mul(small, 0.5)), series);
  const far = tf.log1p(tf.neg(tf.exp(tf.neg(tf.maximum(t, 1)))));
  return tf.where(tf.less(t, 1), near, far);
}
