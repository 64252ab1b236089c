import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { pairAt, pairwiseDim } from "./pairwise-layout.js";

/**
 * The y ∈ {0, 1}ᵈ of low `pairwiseEnergy`: no change of one entry lowers it further. The
 * best end of three coordinate descents, from the unary argmax, all zeros and all ones.
 *
 * To find the lowest is NP-hard; this finds it where U is 0, and often elsewhere. Reads its
 * scores on the host, where it stops as soon as nothing changes; `pairwiseCoordinateDescent` is
 * the same as a function of tensors.
 *
 * @param scores As in `pairwiseEnergy`. Shape [batch, dim·(dim + 1)/2].
 * @returns Shape [batch, dim].
 */
export function pairwiseArgmax(scores: tf.Tensor2D): tf.Tensor2D {
  const { batch, terms } = checkShapes("pairwiseArgmax", { scores: [scores, "batch terms"] });
  const dim = pairwiseDim("pairwiseArgmax", terms);
  const values = scores.dataSync();

  const ys = Array.from({ length: batch }, (_, row) => {
    const u = values.subarray(row * terms, row * terms + dim);
    const U = couplings(values.subarray(row * terms, (row + 1) * terms), dim);
    const zeros = new Uint8Array(dim);
    const starts = [Uint8Array.from(u, (score) => (score > 0 ? 1 : 0)), zeros, zeros.map(() => 1)];
    const ends = starts.map((y) => ({ y, energy: descend(y, u, U) }));
    return ends.reduce((best, end) => (end.energy < best.energy ? end : best)).y;
  });
  return tf.tensor2d(Float32Array.from(ys.flatMap((y) => [...y])), [batch, dim]);
}

/** Sets each entry to its best value given the others, in turn, until none changes. */
function descend(y: Uint8Array, u: ArrayLike<number>, U: Float64Array): number {
  const dim = y.length;
  // by how much an entry that is 1 lowers the energy: uᵢ + Σⱼ Uᵢⱼyⱼ
  const pull = Float64Array.from(u);
  const add = (j: number, sign: number): void => {
    for (let i = 0; i < dim; i++) pull[i]! += sign * U[j * dim + i]!;
  };
  for (let j = 0; j < dim; j++) if (y[j]) add(j, 1);

  // each sweep but the last lowers the energy; the limit is for ties made by rounding
  for (let sweep = 0, changed = true; changed && sweep < 100; sweep++) {
    changed = false;
    for (let i = 0; i < dim; i++) {
      const best = pull[i]! > 0 ? 1 : 0;
      if (best === y[i]) continue;
      add(i, best - y[i]!);
      y[i] = best;
      changed = true;
    }
  }
  return y.reduce((sum, on, i) => sum - (on * (u[i]! + pull[i]!)) / 2, 0);
}

/** The symmetric U of zero diagonal, row by row. */
function couplings(scores: ArrayLike<number>, dim: number): Float64Array {
  const U = new Float64Array(dim * dim);
  for (let i = 0; i < dim; i++) {
    for (let j = i + 1; j < dim; j++) {
      U[i * dim + j] = U[j * dim + i] = scores[pairAt(dim, [i, j])]!;
    }
  }
  return U;
}
