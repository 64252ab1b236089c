import { logSumExp } from "@ebm/core/float64";
import * as tf from "@tensorflow/tfjs-core";
import { spread } from "../spread.js";
import { subsetLevels } from "../subsets/subset-levels.js";

/**
 * Returns log Σ over the matchings of a complete bipartite graph of exp Σ over their edges of S, by
 * dynamic programming over the sets m of columns that are matched to the rows so far,
 *
 *   F(m) ← log( exp F(m) + Σ over j ∈ m of exp( F(m∖{j}) + S[row, j] ) ),   F(∅) = 0,
 *
 * whose terms are positive. [batch, rows, columns] → [batch].
 */
export function logMatchingSum(scores: tf.Tensor3D): tf.Tensor1D {
  const [batch, rows, columns] = scores.shape;
  const ways = subsetLevels(columns, Math.min(rows, columns));
  let levels: tf.Tensor2D[] = [tf.zeros([batch, 1])];
  for (let at = 0; at < rows; at++) {
    const row: tf.Tensor2D = tf.reshape(tf.slice(scores, [0, at, 0], [-1, 1, -1]), [
      batch,
      columns,
    ]);
    const grown = ways.slice(0, at + 1).map(({ from, item }, i) => {
      const terms = tf.reshape(tf.add(spread(levels[i]!, from), spread(row, item)), [
        batch,
        -1,
        i + 1,
      ]);
      const before = levels[i + 1];
      return tf.logSumExp<tf.Tensor2D>(
        before ? tf.concat([terms, tf.expandDims(before, 2)], 2) : terms,
        2,
      );
    });
    levels = [levels[0]!, ...grown];
  }
  return tf.logSumExp(tf.concat(levels, 1), 1);
}

/**
 * Returns the same for one matrix of no fewer rows than columns, row by row in float64, over sets
 * of columns as bits.
 */
export function exactLogMatchingSum(
  scores: ArrayLike<number>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): number {
  const logF = new Float64Array(2 ** columns).fill(-Infinity);
  logF[0] = 0;
  for (let row = 0; row < rows; row++) {
    // larger sets first: they use the smaller sets of the previous rows
    for (let set = logF.length - 1; set > 0; set--) {
      const terms = [logF[set]!];
      for (let j = 0; j < columns; j++) {
        if ((set >> j) & 1) terms.push(logF[set ^ (1 << j)]! + scores[row * columns + j]!);
      }
      logF[set] = logSumExp(terms);
    }
  }
  return logSumExp(logF);
}
