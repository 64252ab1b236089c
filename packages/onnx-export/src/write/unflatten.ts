import { leaves, type Tree, withLeaves } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** A tree of parameters out of a vector of all of them, in the order of `leaves`. Shape [size]. */
export function unflatten<P extends Tree>(tree: P, vector: tf.Tensor1D): P {
  const like = leaves(tree);
  const parts = tf.split(
    vector,
    like.map(({ size }) => size),
  );
  return withLeaves(
    tree,
    like.map(({ shape }, i) => tf.reshape(parts[i]!, shape)),
  );
}
