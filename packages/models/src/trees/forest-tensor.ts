import * as tf from "@tensorflow/tfjs-core";
import type { Forest } from "./forest.js";

/**
 * Predicts rows as `predictForest` does, as a function of tensors that compiles and exports: all
 * trees go down one level at a time, and leaves lead to themselves.
 *
 * @param x Shape [batch, features].
 * @returns Shape [batch, outputs].
 */
export function forestTensor(forest: Forest, x: tf.Tensor2D): tf.Tensor2D {
  return tf.mean(treeTensors(forest, x), 1);
}

/** The prediction of each tree. Shape [batch, trees, outputs]. */
export function treeTensors(forest: Forest, x: tf.Tensor2D): tf.Tensor3D {
  const { roots, feature, threshold, left, right, values, outputs } = forest;
  const isLeaf = (node: number): boolean => feature[node]! < 0;
  const columns = feature.map((column) => Math.max(0, column));
  const children = Int32Array.from({ length: 2 * feature.length }, (_, i) => {
    const node = i >> 1;
    if (isLeaf(node)) return node;
    return (i % 2 === 0 ? left : right)[node]!;
  });
  const leaves = left.map((leaf, node) => (isLeaf(node) ? leaf : 0));
  const [columnOf, childOf, leafOf] = [ints(columns), ints(children), ints(leaves)];
  const thresholdOf = tf.tensor1d(threshold);

  let nodes: tf.Tensor = tf.tile(tf.expandDims(ints(roots), 0), [x.shape[0], 1]);
  for (let level = depthOf(forest); level > 0; level--) {
    const seen = tf.gather(x, tf.gather(columnOf, nodes), 1, 1);
    const isRight = tf.cast(tf.greater(seen, tf.gather(thresholdOf, nodes)), "int32");
    nodes = tf.gather(childOf, tf.add(tf.mul(nodes, tf.scalar(2, "int32")), isRight));
  }
  const rows: tf.Tensor = tf.tensor2d(values, [values.length / outputs, outputs]);
  return tf.gather(rows, tf.gather(leafOf, nodes)) as tf.Tensor3D;
}

function ints(data: Int32Array): tf.Tensor1D {
  return tf.tensor1d(data, "int32");
}

/** The largest number of comparisons that a row meets. */
function depthOf({ roots, feature, left, right }: Forest): number {
  let deepest = 0;
  const open = Array.from(roots, (node) => ({ node, depth: 0 }));
  for (let at = open.pop(); at; at = open.pop()) {
    const { node, depth } = at;
    if (feature[node]! < 0) deepest = Math.max(deepest, depth);
    else
      open.push({ node: left[node]!, depth: depth + 1 }, { node: right[node]!, depth: depth + 1 });
  }
  return deepest;
}
