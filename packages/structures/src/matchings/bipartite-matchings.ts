import { checkShapes, EbmError } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import { logSumExp } from "@ebm/core/float64";
import * as tf from "@tensorflow/tfjs-core";
import { logBinomial, logFactorial } from "../log-factorial.js";
import { members } from "../members.js";
import { rankMatrices } from "../rankings/ranks.js";
import { takeRowScores, takeScores } from "../scores.js";
import { column, equals, pick, pickIndex } from "../selection.js";
import type { Structure } from "../structure.js";
import type { Edge } from "../trees/edges.js";
import { exactLogMatchingSum, logMatchingSum } from "./log-matching-sum.js";
import { matchingObjects } from "./matching-objects.js";
import { solveAssignment } from "./solve-assignment.js";

/**
 * The matchings of the complete bipartite graph of `rows` and `columns`, as 0/1 matrices row by row:
 * each matched row has its own column. `assignments` has the perfect matchings. An elementary move
 * adds an edge, removes one, or moves one end of an edge. `isExact` if one of the two sides has at
 * most 12 nodes.
 *
 * `argmax` runs on the host, in float64: it reads its scores, so it cannot be traced. An edge
 * that scores 0 is left out.
 *
 * Reference: Jerrum, Sinclair. Approximating the Permanent. SIAM Journal on Computing 18, 1989,
 * whose chain on matchings `propose` is. https://doi.org/10.1137/0218077
 */
export function bipartiteMatchings(rows: number, columns: number): Structure<readonly Edge[]> {
  const name = `bipartiteMatchings(${rows}, ${columns})`;
  checkCount(name, { rows, columns });
  const dim = rows * columns;
  const most = Math.min(rows, columns);
  const logCounts = Array.from(
    { length: most + 1 },
    (_, edges) => logBinomial(rows, edges) + logBinomial(columns, edges) + logFactorial(edges),
  );
  const noiseDim = 1 + rows + columns;
  const checkReach = (oracle: string, reach: number): void => {
    if (most <= reach) return;
    const side = rows < columns ? "rows" : "columns";
    throw new EbmError(`${name}.${oracle}: ${most} ${side}, expected ${reach} or fewer.`);
  };
  const square = (x: tf.Tensor2D): tf.Tensor3D => tf.reshape(x, [-1, rows, columns]);
  return {
    name,
    dim,
    logSize: logSumExp(logCounts),
    noiseDim,
    proposalNoiseDim: 1,
    isExact: most <= MOST.tensors,
    argmaxOn: "host",
    ...members(name, matchingObjects(name, { rows, columns })),

    argmax(scores) {
      const theta = takeScores(`${name}.argmax`, scores, dim);
      const [batch] = theta.shape;
      const values = theta.dataSync();
      const y = Array.from({ length: batch }, (_, row) =>
        best(values.subarray(row * dim, (row + 1) * dim), { rows, columns }),
      );
      return tf.tensor2d(y, [batch, dim]);
    },

    // samples the number of edges, then pairs that many nodes of each side in random order
    sample(uniforms) {
      checkShapes(`${name}.sample`, { uniforms: [uniforms, `draws ${noiseDim}`] });
      const edges = tf.expandDims(pickIndex(logCounts, column(uniforms, 0)), 1);
      const isTaken = tf.step(tf.sub(edges, tf.range(0.5, most)));
      const ofRow = rankMatrices(tf.slice(uniforms, [0, 1], [-1, rows]), most);
      const ofColumn = rankMatrices(tf.slice(uniforms, [0, 1 + rows], [-1, columns]), most);
      return tf.reshape(tf.matMul(tf.mul(ofRow, isTaken), ofColumn, false, true), [-1, dim]);
    },

    propose({ y, uniforms }) {
      checkShapes(`${name}.propose`, { y: [y, `draws ${dim}`], uniforms: [uniforms, "draws 1"] });
      const edge = square(pick(tf.ones([1, dim]), uniforms));
      const matching = square(y);
      const sameRow = tf.mul(matching, tf.sum(edge, 2, true));
      const sameColumn = tf.mul(matching, tf.sum(edge, 1, true));
      const present = tf.sum(tf.mul(matching, edge), [1, 2], true);
      const ends = tf.add(tf.sum(sameRow, [1, 2], true), tf.sum(sameColumn, [1, 2], true));
      // an edge cannot be added if both of its ends have another edge
      const mayMove = tf.maximum(present, tf.sub(1, equals(ends, tf.scalar(2))));
      const change = tf.sub(tf.mul(edge, tf.sub(1, present)), tf.maximum(sameRow, sameColumn));
      return tf.reshape(tf.add(matching, tf.mul(mayMove, change)), [-1, dim]);
    },

    logPartition(scores) {
      checkReach("logPartition", MOST.tensors);
      const theta = takeScores(`${name}.logPartition`, scores, dim);
      const matrix = square(theta);
      return logMatchingSum(rows < columns ? tf.transpose(matrix, [0, 2, 1]) : matrix);
    },

    exactLogPartition(scores) {
      checkReach("exactLogPartition", MOST.host);
      const theta = takeRowScores(`${name}.exactLogPartition`, scores, dim);
      if (rows >= columns) return exactLogMatchingSum(theta, { rows, columns });
      const transposed = Float64Array.from(
        { length: dim },
        (_, at) => theta[(at % rows) * columns + Math.floor(at / rows)]!,
      );
      return exactLogMatchingSum(transposed, { rows: columns, columns: rows });
    },
  };
}

/** The largest shorter side for which sums over subsets are feasible. */
const MOST = { tensors: 12, host: 16 } as const;

/** Solves the assignment padded with zeros to a square, and drops the edges that score 0 or less. */
function best(
  scores: ArrayLike<number>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): number[] {
  const size = Math.max(rows, columns);
  const costs = new Float64Array(size * size);
  for (let at = 0; at < scores.length; at++) {
    // the solver refuses a score that is not a number
    const gain = Math.max(scores[at]!, 0);
    costs[Math.floor(at / columns) * size + (at % columns)] = -gain;
  }
  const columnOf = solveAssignment(costs, size);
  return Array.from(scores, (score, at) =>
    score > 0 && columnOf[Math.floor(at / columns)] === at % columns ? 1 : 0,
  );
}
