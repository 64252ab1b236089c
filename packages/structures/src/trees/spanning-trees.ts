import { checkShapes } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { members } from "../members.js";
import { takeRowScores, takeScores } from "../scores.js";
import { column, equals, pick } from "../selection.js";
import type { Structure } from "../structure.js";
import { atEnds, type Edge, edgeMatrix } from "./edges.js";
import { exactLogTreeSum, logTreeSum } from "./log-tree-sum.js";
import { maximumSpanningTree } from "./maximum-spanning-tree.js";
import { treeObjects } from "./tree-objects.js";

/**
 * The spanning trees of the complete graph on `nodes` nodes, two or more, as 0/1 vectors of its
 * edges (0, 1), (0, 2), (1, 2), (0, 3), …. The index of an edge is j·(j − 1)/2 + i. An elementary move
 * removes an edge and adds an edge, maybe the same, that joins the two parts.
 *
 * A uniform tree is sampled by its Prüfer code, because this takes a fixed number of uniform numbers.
 */
export function spanningTrees(nodes: number): Structure<readonly Edge[]> {
  const name = `spanningTrees(${nodes})`;
  checkCount(name, { nodes }, { least: 2 });
  const dim = (nodes * (nodes - 1)) / 2;
  const noiseDim = Math.max(1, nodes - 2);
  return {
    name,
    dim,
    // Cayley's formula
    logSize: (nodes - 2) * Math.log(nodes),
    noiseDim,
    proposalNoiseDim: 2,
    isExact: true,
    argmaxOn: "tensors",
    ...members(name, treeObjects(name, nodes)),

    argmax(scores) {
      const theta = takeScores(`${name}.argmax`, scores, dim);
      return maximumSpanningTree(theta, nodes);
    },

    sample(uniforms) {
      checkShapes(`${name}.sample`, { uniforms: [uniforms, `draws ${noiseDim}`] });
      const any: tf.Tensor2D = tf.ones([1, nodes]);
      const code = Array.from({ length: noiseDim }, (_, t) => pick(any, column(uniforms, t)));
      return pruferTree(code, nodes);
    },

    propose({ y, uniforms }) {
      checkShapes(`${name}.propose`, { y: [y, `draws ${dim}`], uniforms: [uniforms, "draws 2"] });
      const forest = tf.sub(y, pick(y, column(uniforms, 0))) as tf.Tensor2D;
      const [a, b] = atEnds(reachable(forest, nodes));
      const across = tf.abs(tf.sub(a, b)) as tf.Tensor2D;
      return tf.add(forest, pick(across, column(uniforms, 1)));
    },

    logPartition(scores) {
      const theta = takeScores(`${name}.logPartition`, scores, dim);
      return logTreeSum(theta, nodes);
    },

    exactLogPartition(scores) {
      const theta = takeRowScores(`${name}.exactLogPartition`, scores, dim);
      return exactLogTreeSum(theta, nodes);
    },
  };
}

/** Returns 1 for the nodes that edges connect to the first one. [draws, dim] → [draws, nodes]. */
function reachable(edges: tf.Tensor2D, nodes: number): tf.Tensor2D {
  let reach: tf.Tensor3D = tf.add(edgeMatrix(edges, nodes), tf.eye(nodes));
  for (let length = 1; length < nodes - 1; length *= 2) reach = tf.step(tf.matMul(reach, reach));
  return tf.reshape(tf.slice(reach, [0, 0, 0], [-1, 1, -1]), [-1, nodes]);
}

/**
 * Returns the tree of a Prüfer code. It joins each node of the code in turn to the first node that
 * needs one more edge, and finally joins the two remaining nodes.
 *
 * @param code One-hot vectors of nodes. Only the first nodes − 2 are used. Shape [draws, nodes] each.
 * @returns The edges. Shape [draws, edges].
 */
function pruferTree(code: readonly tf.Tensor2D[], nodes: number): tf.Tensor2D {
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

/** Returns the first and second node that need one more edge. */
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
