import * as tf from "@tensorflow/tfjs-core";
import { edgesOf } from "./edges.js";

/** A value of each node, at the first and the second end of each edge. [rows, nodes] → 2 × [rows, edges]. */
export function atEnds(values: tf.Tensor2D): [tf.Tensor2D, tf.Tensor2D] {
  const edges = edgesOf(values.shape[1]);
  const at = (end: 0 | 1): tf.Tensor2D =>
    tf.gather(
      values,
      tf.tensor1d(
        edges.map((edge) => edge[end]),
        "int32",
      ),
      1,
    );
  return [at(0), at(1)];
}
