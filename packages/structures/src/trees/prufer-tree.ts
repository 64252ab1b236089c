import * as tf from "@tensorflow/tfjs-core";
import { equals } from "../equals.js";
import { atEnds } from "./at-ends.js";

/**
 * The tree of a Prüfer code. Each node of the code in turn is joined to the first node that has
 * one edge still to come, and at last the two such nodes that are left to each other.
 *
 * @param code One-hot vectors of nodes: those after the first nodes − 2 are not read. Shape
 *   [draws, nodes] each.
 * @returns The edges. Shape [draws, edges].
 */
export function pruferTree(code: readonly tf.Tensor2D[], nodes: number): tf.Tensor2D {
  const joins = code.slice(0, nodes - 2);
  // a node is in the code once for each of its edges but one
  let toCome = tf.addN([tf.onesLike(code[0]!), ...joins]);
  const edges: tf.Tensor2D[] = [];
  for (const node of joins) {
    const [leaf] = leaves(toCome);
    edges.push(edgeBetween(leaf, node));
    toCome = tf.sub(tf.sub(toCome, leaf), node);
  }
  edges.push(edgeBetween(...leaves(toCome)));
  return tf.addN(edges);
}

/** The first and the second node that have one edge still to come. */
function leaves(toCome: tf.Tensor2D): [tf.Tensor2D, tf.Tensor2D] {
  const isLeaf: tf.Tensor2D = equals(toCome, tf.scalar(1));
  const before = tf.cumsum(isLeaf, 1, true);
  const leaf = (place: number): tf.Tensor2D => tf.mul(isLeaf, equals(before, tf.scalar(place)));
  return [leaf(0), leaf(1)];
}

/** [draws, nodes] each → [draws, edges]. */
function edgeBetween(one: tf.Tensor2D, other: tf.Tensor2D): tf.Tensor2D {
  const [[one0, one1], [other0, other1]] = [atEnds(one), atEnds(other)];
  return tf.add(tf.mul(one0, other1), tf.mul(one1, other0));
}
