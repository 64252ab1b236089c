import * as tf from "@tensorflow/tfjs-core";

export interface AdamState {
  /** All parameters, as one vector. Shape [size]. */
  readonly params: tf.Tensor1D;
  /** The running mean of gradients. Zeros at the start. Shape [size]. */
  readonly first: tf.Tensor1D;
  /** The running mean of squared gradients. Zeros at the start. Shape [size]. */
  readonly second: tf.Tensor1D;
  /** Number of steps taken. */
  readonly step: tf.Scalar;
}

export interface AdamStepOptions {
  /** The learning rate: a number, or an input of the graph. */
  readonly learningRate: number | tf.Scalar;
  /** The decay rate β₁ of the mean of gradients. Default: 0.9. */
  readonly beta1?: number;
  /** The decay rate β₂ of the mean of squared gradients. Default: 0.999. */
  readonly beta2?: number;
  /** ε, added to the square root to avoid division by zero. Default: 1e-8. */
  readonly epsilon?: number;
}

/**
 * Computes one step of Adam as a pure function of one flat vector. It takes about twelve operators for
 * all parameters, so a graph can contain a whole training step.
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

/** Computes 1 − βᵗ without the loss of digits of a float32 subtraction. */
function missing(beta: number, count: tf.Tensor): tf.Tensor {
  return tf.neg(tf.expm1(tf.mul(count, Math.log(beta))));
}
