import { logSumExp } from "@ebm/core/float64";
import * as tf from "@tensorflow/tfjs-core";
import { spread } from "../spread.js";
import { edgeIndex, edgesOf } from "./edges.js";

/**
 * Returns log Σ over spanning trees T of exp Σ over edges e ∈ T of θₑ. By the matrix-tree theorem it is
 * the log-determinant of the Laplacian of the weights exp θ without the row and column of one node.
 *
 * The nodes are eliminated from the last to the first. The pivot is the sum dᵥ of the weights from v
 * to the nodes before it. This leaves the Laplacian of a smaller graph with the weights
 *
 *   w′ᵢⱼ = wᵢⱼ + wᵢᵥwᵥⱼ/dᵥ,   so that the determinant is Πᵥ dᵥ.
 *
 * Every term is positive, so no digits cancel. All computations are in log space.
 * [batch, nodes·(nodes − 1)/2] → [batch].
 */
export function logTreeSum(scores: tf.Tensor2D, nodes: number): tf.Tensor1D {
  let logWeights = scores;
  const logPivots: tf.Tensor1D[] = [];
  for (let v = nodes - 1; v > 1; v--) {
    const rest = (v * (v - 1)) / 2;
    const toV: tf.Tensor2D = tf.slice(logWeights, [0, rest], [-1, v]);
    const logPivot = tf.logSumExp<tf.Tensor2D>(toV, 1, true);
    const through = tf.sub(throughLast(toV), logPivot);
    const direct = tf.slice(logWeights, [0, 0], [-1, rest]);
    logWeights = tf.logSumExp(tf.stack([direct, through]), 0);
    logPivots.push(tf.squeeze(logPivot, [1]));
  }
  return tf.addN([...logPivots, tf.squeeze(logWeights, [1])]);
}

/** Returns the same for one θ, in float64. */
export function exactLogTreeSum(scores: ArrayLike<number>, nodes: number): number {
  const logWeights = Float64Array.from(scores);
  let sum = 0;
  for (let v = nodes - 1; v > 0; v--) {
    const toV = logWeights.subarray(edgeIndex([0, v]), edgeIndex([0, v]) + v);
    const logPivot = logSumExp(toV);
    sum += logPivot;
    for (let j = 1; j < v; j++) {
      for (let i = 0; i < j; i++) {
        const at = edgeIndex([i, j]);
        logWeights[at] = logSumExp([logWeights[at]!, toV[i]! + toV[j]! - logPivot]);
      }
    }
  }
  return sum;
}

/** Adds the values at the two ends of each edge. [batch, nodes] → [batch, edges]. */
function throughLast(toV: tf.Tensor2D): tf.Tensor2D {
  const edges = edgesOf(toV.shape[1]);
  const ends = spread(toV, Int32Array.from([...edges.map(([i]) => i), ...edges.map(([, j]) => j)]));
  const half = (from: number): tf.Tensor2D => tf.slice(ends, [0, from], [-1, edges.length]);
  return tf.add(half(0), half(edges.length));
}
