import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";

/** Returns 1 where index i equals j. Shape [...indices.shape, depth]. tf.oneHot refuses depth 1. */
export function oneHotMask(indices: tf.Tensor, depth: number): tf.Tensor {
  return tf.equal(tf.expandDims(stopGradient(indices), -1), tf.range(0, depth, 1, "int32"));
}
