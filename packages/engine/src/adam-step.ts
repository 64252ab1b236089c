import * as tf from "@tensorflow/tfjs-core";

export interface AdamState {
  /** All parameters, as one vector. Shape [size]. */
  readonly params: tf.Tensor1D;
  /** The running mean of gradients; zeros at first. Shape [size]. */
  readonly first: tf.Tensor1D;
  /** The running mean of their squares; zeros at first. Shape [size]. */
  readonly second: tf.Tensor1D;
  /** How many steps were taken. */
  readonly step: tf.Scalar;
}

export interface AdamStepOptions {
  /** A number, or an input of the graph. */
  readonly learningRate: number | tf.Scalar;
  /** β₁, the memory of the mean of gradients. Default: 0.9. */
  readonly beta1?: number;
  /** β₂, the memory of the mean of their squares. Default: 0.999. */
  readonly beta2?: number;
  /** ε, what the root of that mean is kept from zero by. Default: 1e-8. */
  readonly epsilon?: number;
}

/**
 * One step of Adam, as a pure function of one flat vector: twelve operators for all parameters, and
 * a few for its two numbers. With it, a graph holds a whole training step.
 *
 *   m ← m + (1 − β₁)(g − m),   v ← β₂v + (1 − β₂)g²,
 *   p ← p − η·c₂/c₁ · m / (√v + ε·c₂),   where c₁ = 1 − β₁ᵗ and c₂ = √(1 − β₂ᵗ).
 *
 * @param grad The gradient at the parameters. Shape [size].
 *
 * Reference: Kingma, Ba. Adam: A Method for Stochastic Optimization. ICLR 2015.
 */
export function adamStep(
  { params, first, second, step, grad }: AdamState & { readonly grad: tf.Tensor1D },
  { learningRate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: AdamStepOptions,
): AdamState {
  const count = tf.add(step, 1);
  const correction = tf.sqrt(missing(beta2, count));
  const rate = tf.div(tf.mul(learningRate, correction), missing(beta1, count));

  const mean: tf.Tensor1D = tf.add(first, tf.mul(tf.sub(grad, first), 1 - beta1));
  const square: tf.Tensor1D = tf.add(tf.mul(second, beta2), tf.mul(tf.square(grad), 1 - beta2));
  const root = tf.add(tf.sqrt(square), tf.mul(correction, epsilon));
  return {
    params: tf.sub(params, tf.mul(rate, tf.div(mean, root))),
    first: mean,
    second: square,
    step: count as tf.Scalar,
  };
}

/** 1 − βᵗ, which float32 has no digits for if it is written so. */
function missing(beta: number, count: tf.Tensor): tf.Tensor {
  return tf.neg(tf.expm1(tf.mul(count, Math.log(beta))));
}
