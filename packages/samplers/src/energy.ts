import type * as tf from "@tensorflow/tfjs-core";

/** An energy E with p ∝ exp(−E), evaluated at each chain's x. [chains, …] → [chains]. */
export type Energy<X extends tf.Tensor = tf.Tensor2D> = (x: X) => tf.Tensor1D;
