import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";

/** Whether index i is j. Shape [...indices.shape, depth], of any depth: tf.oneHot takes no 1. */
export function oneHotMask(indices: tf.Tensor, depth: number): tf.Tensor {
  return tf.equal(tf.expandDims(stopGradient(indices), -1), tf.range(0, depth, 1, "int32"));
}
