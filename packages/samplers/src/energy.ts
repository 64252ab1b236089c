import type * as tf from "@tensorflow/tfjs-core";

/** The energy of each chain's x, p ∝ exp(−E). [chains, …] → [chains]. */
export type Energy<X extends tf.Tensor = tf.Tensor2D> = (x: X) => tf.Tensor1D;
