import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { checkSize } from "./check-size.js";
import { logPermanent, reachesLogPermanent } from "./log-permanent.js";
import { rankMatrices } from "./rank-matrices.js";
import { checkRanks, logFactorial, rankings } from "./rankings.js";
import { solveAssignment } from "./solve-assignment.js";
import type { RankingStructure } from "./structure.js";

/**
 * The permutation matrices of `size` rows, the vertices of the Birkhoff polytope, row by row:
 * y[rank·size + label] is 1 where a label has that rank.
 *
 * `argmax` is solved on the host, in float64: it reads its scores, so no trace takes it.
 */
export function assignments(size: number): RankingStructure {
  const name = `assignments(${size})`;
  const dim = size * size;
  checkSize(name, size);

  const encode = (ranks: ArrayLike<number>): number[] => {
    checkRanks(`${name}.encode`, size, ranks);
    const y = new Array<number>(dim).fill(0);
    for (let label = 0; label < size; label++) y[ranks[label]! * size + label] = 1;
    return y;
  };

  return {
    name,
    dim,
    noiseDim: size,
    logSize: logFactorial(size),
    encode,

    argmax(scores) {
      const { batch } = checkShapes(`${name}.argmax`, { scores: [scores, `batch ${dim}`] });
      const costs = scores.dataSync().map((score) => -score);
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
      return tf.reshape(rankMatrices(uniforms), [-1, dim]);
    },

    ...(reachesLogPermanent(size) && {
      logPartition(scores: tf.Tensor2D): tf.Tensor1D {
        checkShapes(`${name}.logPartition`, { scores: [scores, `batch ${dim}`] });
        return logPermanent(tf.reshape(scores, [-1, size, size]));
      },
    }),

    decode: (y) =>
      Array.from({ length: size }, (_, label) => {
        const column = Array.from({ length: size }, (_, rank) => y[rank * size + label]!);
        return column.indexOf(Math.max(...column));
      }),

    *enumerate() {
      for (const ranks of rankings(size)) yield encode(ranks);
    },
  };
}
