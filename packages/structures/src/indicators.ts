import * as tf from "@tensorflow/tfjs-core";
import { equals } from "./equals.js";

/** One-hot vectors of whole numbers below `count`, which may be 1. Shape [..., count]. */
export function indicators<T extends tf.Tensor>(index: tf.Tensor, count: number): T {
  return equals(tf.expandDims(index, -1), tf.range(0, count));
}
