import * as tf from "@tensorflow/tfjs-core";
import { indicators } from "../selection.js";
import { edgeMatrix, edgesOf } from "./edges.js";

/**
 * Finds a maximum spanning tree of each row by Prim's algorithm: it grows from the first node, by the
 * best edge between a node inside and a node outside. Ties go to the first node.
 * [batch, edges] → [batch, edges].
 */
export function maximumSpanningTree(scores: tf.Tensor2D, nodes: number): tf.Tensor2D {
  const matrix = edgeMatrix(scores, nodes);
  let isIn = indicators<tf.Tensor2D>(tf.zeros([scores.shape[0]]), nodes);
  // the best edge from the tree to each node, and the end of it that is in the tree
  let best = tf.squeeze(tf.slice(matrix, [0, 0, 0], [-1, 1, -1]), [1]) as tf.Tensor2D;
  let end = tf.zerosLike(best);
  let tree = tf.zerosLike(matrix);
  for (let count = 1; count < nodes; count++) {
    const node = tf.argMax(tf.sub(best, tf.mul(isIn, FAR)), 1);
    const isNode = indicators<tf.Tensor2D>(node, nodes);
    const isEnd = indicators<tf.Tensor2D>(tf.sum(tf.mul(isNode, end), 1), nodes);
    tree = tf.add(tree, tf.mul(tf.expandDims(isEnd, 2), tf.expandDims(isNode, 1)));
    isIn = tf.add(isIn, isNode);

    const fromNode = tf.squeeze(tf.matMul(tf.expandDims(isNode, 1), matrix), [1]) as tf.Tensor2D;
    const isBetter = tf.step(tf.sub(fromNode, best));
    end = tf.add(end, tf.mul(isBetter, tf.sub(tf.expandDims(node, 1), end)));
    best = tf.maximum(best, fromNode);
  }
  const either = tf.reshape(tf.add(tree, tf.transpose(tree, [0, 2, 1])), [-1, nodes * nodes]);
  const index = edgesOf(nodes).map(([i, j]) => i * nodes + j);
  return tf.gather(either, tf.tensor1d(index, "int32"), 1) as tf.Tensor2D;
}

/** A finite number above any score. */
const FAR = 1e38;
