import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { checkScores } from "../check-scores.js";
import { checkSize } from "../check-size.js";
import { column } from "../column.js";
import { members } from "../members.js";
import { pick } from "../pick.js";
import type { Structure } from "../structure.js";
import { atEnds } from "./at-ends.js";
import { edgeMatrix } from "./edge-matrix.js";
import type { Edge } from "./edges.js";
import { exactLogTreeSum } from "./exact-log-tree-sum.js";
import { logTreeSum } from "./log-tree-sum.js";
import { maximumSpanningTree } from "./maximum-spanning-tree.js";
import { pruferOrder } from "./prufer-order.js";
import { pruferTree } from "./prufer-tree.js";
import { treeCode } from "./tree-code.js";
import { treeNeighbors } from "./tree-neighbors.js";

/**
 * The spanning trees of the complete graph on `nodes` nodes, two or more, as 0/1 vectors of its
 * edges (0, 1), (0, 2), (1, 2), (0, 3), …: the place of an edge is j·(j − 1)/2 + i. An
 * elementary move exchanges an edge for another, or the same, that joins the two parts.
 *
 * A uniform tree is drawn from its Prüfer code, the one way to draw it with a number of
 * uniforms that is known beforehand.
 */
export function spanningTrees(nodes: number): Structure<readonly Edge[]> {
  const name = `spanningTrees(${nodes})`;
  checkSize(name, { nodes }, 2);
  const dim = (nodes * (nodes - 1)) / 2;
  const noiseDim = Math.max(1, nodes - 2);
  return {
    name,
    dim,
    // Cayley's formula
    logSize: (nodes - 2) * Math.log(nodes),
    noiseDim,
    proposalNoiseDim: 2,
    ...members(name, {
      ...treeCode(name, nodes),
      order: pruferOrder(nodes),
      neighborsOf: (tree) => treeNeighbors(tree, nodes),
    }),

    argmax(scores) {
      checkShapes(`${name}.argmax`, { scores: [scores, `batch ${dim}`] });
      return maximumSpanningTree(scores, nodes);
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
      checkShapes(`${name}.logPartition`, { scores: [scores, `batch ${dim}`] });
      return logTreeSum(scores, nodes);
    },

    exactLogPartition(scores) {
      checkScores(`${name}.exactLogPartition`, scores, dim);
      return exactLogTreeSum(scores, nodes);
    },
  };
}

/** 1 for the nodes that edges connect to the first one. [draws, dim] → [draws, nodes]. */
function reachable(edges: tf.Tensor2D, nodes: number): tf.Tensor2D {
  let reach: tf.Tensor3D = tf.add(edgeMatrix(edges, nodes), tf.eye(nodes));
  for (let length = 1; length < nodes - 1; length *= 2) reach = tf.step(tf.matMul(reach, reach));
  return tf.reshape(tf.slice(reach, [0, 0, 0], [-1, 1, -1]), [-1, nodes]);
}
