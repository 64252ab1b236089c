import * as tf from "@tensorflow/tfjs-core";
import { edgeIndex } from "./edges.js";

/** A value of each edge as a symmetric matrix, with zeros on its diagonal. [rows, edges] → [rows, nodes, nodes]. */
export function edgeMatrix(values: tf.Tensor2D, nodes: number): tf.Tensor3D {
  const index = Int32Array.from({ length: nodes * nodes }, (_, at) => {
    const [i, j] = [Math.floor(at / nodes), at % nodes];
    return i === j ? 0 : edgeIndex([Math.min(i, j), Math.max(i, j)]);
  });
  const entries = tf.gather(values, tf.tensor1d(index, "int32"), 1);
  return tf.mul(tf.reshape(entries, [-1, nodes, nodes]), tf.sub(1, tf.eye(nodes)));
}
