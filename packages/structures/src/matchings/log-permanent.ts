import { logSumExp } from "@ebm/core/float64";
import * as tf from "@tensorflow/tfjs-core";
import { spread } from "../spread.js";
import { subsetLevels } from "../subsets/subset-levels.js";

/**
 * Returns the log-permanent of a matrix with at most as many rows as columns: log Σ of exp Σᵣ S[r, π(r)]
 * over all π that give every row its own column. It uses dynamic programming over sets of columns:
 * with F(∅) = 0,
 *
 *   F(m) = log Σ over j ∈ m of exp( F(m∖{j}) + S[|m| − 1, j] ),
 *
 * and the result is log Σ exp F(m) over the m with as many columns as there are rows. Every term is
 * positive, so no digits cancel: the error in float32 is below 1e-6 of the largest sum. The gradient
 * is the matrix of marginals of π. [batch, rows, columns] → [batch].
 */
export function logPermanent(scores: tf.Tensor3D): tf.Tensor1D {
  const [batch, rows, columns] = scores.shape;
  let logF: tf.Tensor2D = tf.zeros([batch, 1]);
  for (const [rank, { from, item }] of subsetLevels(columns, rows).entries()) {
    const row = tf.reshape(tf.slice(scores, [0, rank, 0], [-1, 1, -1]), [batch, columns]);
    const terms = tf.add(spread(logF, from), spread(row as tf.Tensor2D, item));
    logF = tf.logSumExp(tf.reshape(terms, [batch, -1, rank + 1]), 2);
  }
  return tf.logSumExp(logF, 1);
}

/** Returns the same for one matrix, row by row in float64. */
export function exactLogPermanent(
  scores: ArrayLike<number>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): number {
  let logF = new Float64Array(1);
  for (const [rank, { from, item }] of subsetLevels(columns, rows).entries()) {
    const terms = Float64Array.from(
      from,
      (smaller, way) => logF[smaller]! + scores[rank * columns + item[way]!]!,
    );
    const ways = rank + 1;
    logF = Float64Array.from({ length: terms.length / ways }, (_, m) =>
      logSumExp(terms.subarray(m * ways, (m + 1) * ways)),
    );
  }
  return logSumExp(logF);
}
