import { checkShapes } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { logFactorial } from "../log-factorial.js";
import { rankingMembers } from "../rankings/ranking-members.js";
import { rankingReach } from "../rankings/ranking-reach.js";
import { rankMatrices } from "../rankings/ranks.js";
import { takeRowScores, takeScores } from "../scores.js";
import { indexOfLargest, pick } from "../selection.js";
import type { RankingStructure } from "../structure.js";
import { exactLogPermanent, logPermanent } from "./log-permanent.js";
import { solveAssignment } from "./solve-assignment.js";

/**
 * The permutation matrices of `size` rows, the vertices of the Birkhoff polytope, row by row:
 * y[rank·size + label] is 1 where a label has that rank. They are the perfect matchings of a
 * complete bipartite graph. An elementary move exchanges two labels of adjacent ranks. `isExact`
 * up to 12 labels.
 *
 * `argmax` runs on the host, in float64: it reads its scores, so it cannot be traced.
 */
export function assignments(size: number): RankingStructure {
  const name = `assignments(${size})`;
  const dim = size * size;
  checkCount(name, { size });

  const encode = (ranks: readonly number[]): number[] => {
    const y = new Array<number>(dim).fill(0);
    for (const [label, rank] of ranks.entries()) y[rank * size + label] = 1;
    return y;
  };

  const decode = (y: ArrayLike<number>): number[] =>
    Array.from({ length: size }, (_, label) =>
      indexOfLargest(Array.from({ length: size }, (_, rank) => y[rank * size + label]!)),
    );

  const reach = rankingReach(name, { labels: size, top: size });
  return {
    name,
    dim,
    logSize: logFactorial(size),
    noiseDim: size,
    proposalNoiseDim: 1,
    isExact: reach.isExact,
    argmaxOn: "host",
    ...rankingMembers(name, { size, top: size, encode, decode }),

    argmax(scores) {
      const theta = takeScores(`${name}.argmax`, scores, dim);
      const [batch] = theta.shape;
      const costs = theta.dataSync().map((score) => -score);
      const y = new Float32Array(batch * dim);
      for (let at = 0; at < y.length; at += dim) {
        const labelOf = solveAssignment(costs.subarray(at, at + dim), size);
        for (const [rank, label] of labelOf.entries()) y[at + rank * size + label] = 1;
      }
      return tf.tensor2d(y, [batch, dim]);
    },

    // the order of independent uniforms is a uniform order
    sample(uniforms) {
      checkShapes(`${name}.sample`, { uniforms: [uniforms, `draws ${size}`] });
      return tf.reshape(rankMatrices(uniforms, size), [-1, dim]);
    },

    propose({ y, uniforms }) {
      checkShapes(`${name}.propose`, { y: [y, `draws ${dim}`], uniforms: [uniforms, "draws 1"] });
      if (size === 1) return y;
      const upper = pick(tf.ones([1, size - 1]), uniforms);
      const exchange = tf.reshape(tf.matMul(upper, exchanges(size)), [-1, size, size]);
      return tf.reshape(tf.matMul(exchange, tf.reshape(y, [-1, size, size])), [-1, dim]);
    },

    logPartition(scores) {
      reach.check("logPartition", "tensors");
      const theta = takeScores(`${name}.logPartition`, scores, dim);
      return logPermanent(tf.reshape(theta, [-1, size, size]));
    },

    exactLogPartition(scores) {
      reach.check("exactLogPartition", "host");
      const theta = takeRowScores(`${name}.exactLogPartition`, scores, dim);
      return exactLogPermanent(theta, { rows: size, columns: size });
    },
  };
}

/** The permutation matrix that exchanges rows r and r + 1, for each r. [size − 1, size²]. */
function exchanges(size: number): tf.Tensor2D {
  const ofUpper = (upper: number): number[] =>
    Array.from({ length: size * size }, (_, at) => {
      const row = Math.floor(at / size);
      const from = row === upper ? upper + 1 : row === upper + 1 ? upper : row;
      return at % size === from ? 1 : 0;
    });
  return tf.tensor2d(Array.from({ length: size - 1 }, (_, upper) => ofUpper(upper)));
}
