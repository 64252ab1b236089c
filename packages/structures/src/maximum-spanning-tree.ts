import * as tf from "@tensorflow/tfjs-core";
import { edgeMatrix } from "./edge-matrix.js";
import { edgesOf } from "./edges.js";
import { ranksOf } from "./ranks.js";

/**
 * The maximum spanning tree of each row, the first edges of those that tie: an edge is in it if
 * no path between its ends has better edges alone. The worst edge of the best path is found for
 * all pairs of nodes, through one more node at a time (Floyd and Warshall), with the ranks of
 * edges for their scores, so that all differ. [batch, edges] → [batch, edges].
 */
export function maximumSpanningTree(scores: tf.Tensor2D, nodes: number): tf.Tensor2D {
  const merit = tf.sub(scores.shape[1], ranksOf(scores)) as tf.Tensor2D;
  let bottleneck = edgeMatrix(merit, nodes);
  for (let v = 0; v < nodes; v++) {
    const toV = tf.slice(bottleneck, [0, 0, v], [-1, -1, 1]);
    const fromV = tf.slice(bottleneck, [0, v, 0], [-1, 1, -1]);
    bottleneck = tf.maximum(bottleneck, tf.minimum(toV, fromV));
  }
  const index = edgesOf(nodes).map(([i, j]) => i * nodes + j);
  const between = tf.gather(
    tf.reshape(bottleneck, [-1, nodes * nodes]),
    tf.tensor1d(index, "int32"),
    1,
  );
  return tf.step(tf.sub(0.5, tf.sub(between, merit)));
}
