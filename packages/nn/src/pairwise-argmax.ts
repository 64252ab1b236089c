import { checkShapes, ShapeError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { pairsOf } from "./pairwise-energy.js";

/**
 * The y ∈ {0, 1}ᵈ of low `pairwiseEnergy`: no change of one entry lowers it further. The
 * best end of three coordinate descents, from the unary argmax, all zeros and all ones.
 *
 * To find the lowest is NP-hard; this finds it where U is 0, and often elsewhere. Reads its
 * scores on the host, so no trace takes it.
 *
 * @param scores As in `pairwiseEnergy`. Shape [batch, dim·(dim + 1)/2].
 * @returns Shape [batch, dim].
 */
export function pairwiseArgmax(scores: tf.Tensor2D): tf.Tensor2D {
  const { batch, terms } = checkShapes("pairwiseArgmax", { scores: [scores, "batch terms"] });
  const dim = dimOf(terms);
  const pairs = pairsOf(dim);
  const values = Float32Array.from(scores.dataSync());

  const ys = Array.from({ length: batch }, (_, row) => {
    const u = values.subarray(row * terms, row * terms + dim);
    const U = new Float32Array(dim * dim);
    for (const [at, [i, j]] of pairs.entries()) {
      U[i * dim + j] = U[j * dim + i] = values[row * terms + dim + at]!;
    }
    const zeros = new Float32Array(dim);
    const ends = [u.map((score) => (score > 0 ? 1 : 0)), zeros, zeros.map(() => 1)];
    for (const y of ends) descend(y, u, U);
    return ends.reduce((best, y) => (energy(y, u, U) < energy(best, u, U) ? y : best));
  });
  return tf.tensor2d(Float32Array.from(ys.flatMap((y) => [...y])), [batch, dim]);
}

/** Sets each entry to its best value given the others, in turn, until none changes. */
function descend(y: Float32Array, u: Float32Array, U: Float32Array): void {
  // each sweep but the last lowers the energy; the limit is for ties made by rounding
  for (let sweep = 0, changed = true; changed && sweep < 100; sweep++) {
    changed = false;
    for (let i = 0; i < y.length; i++) {
      const best = field(i, y, u, U) > 0 ? 1 : 0;
      changed ||= best !== y[i];
      y[i] = best;
    }
  }
}

function energy(y: Float32Array, u: Float32Array, U: Float32Array): number {
  return y.reduce((sum, on, i) => sum - (on * (u[i]! + field(i, y, u, U))) / 2, 0);
}

/** uᵢ + Σⱼ Uᵢⱼyⱼ, by which yᵢ = 1 lowers the energy. */
function field(i: number, y: Float32Array, u: Float32Array, U: Float32Array): number {
  return y.reduce((sum, on, j) => sum + on * U[i * y.length + j]!, u[i]!);
}

function dimOf(terms: number): number {
  const dim = (Math.sqrt(8 * terms + 1) - 1) / 2;
  if (Number.isInteger(dim)) return dim;
  throw new ShapeError(
    `pairwiseArgmax: \`scores\` has ${terms} columns, expected dim·(dim + 1)/2 for some dim.`,
  );
}
