import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "./stop-gradient.js";

/** Computes log softmax(x) = x − log Σ exp(x) along an axis. Finite wherever x is. Shape of x. */
export function logSoftmax<T extends tf.Tensor>(x: T, axis = -1): T {
  // The shift cancels, so it needs no gradient.
  const shifted = tf.sub(x, tf.max(stopGradient(x), axis, true));
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), axis, true)));
}
