import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { pairAt, pairwiseDim } from "./pairwise-layout.js";
import { tenures } from "./pairwise-tabu-search.js";

/**
 * Finds a y ∈ {0, 1}ᵈ with low `pairwiseEnergy`, by `pairwiseTabuSearch` from its default starts.
 * It runs on the host in float64. It reads the scores, so it cannot be traced. It is much faster than
 * the search over tensors if that is not compiled.
 *
 * Finding the lowest energy is NP-hard. This search always finds it if U is 0, and nearly always
 * otherwise.
 *
 * @param scores As in `pairwiseEnergy`. Shape [batch, dim·(dim + 1)/2].
 * @returns Shape [batch, dim].
 */
export function pairwiseArgmax(scores: tf.Tensor2D): tf.Tensor2D {
  const { batch, terms } = checkShapes("pairwiseArgmax", { scores: [scores, "batch terms"] });
  const dim = pairwiseDim("pairwiseArgmax", terms);
  const values = scores.dataSync();
  const stays = tenures(dim, {});

  const ys = Array.from({ length: batch }, (_, row) => {
    const of = values.subarray(row * terms, (row + 1) * terms);
    const [u, U] = [of.subarray(0, dim), couplings(of, dim)];
    const zeros = new Uint8Array(dim);
    const starts = [Uint8Array.from(u, (score) => (score > 0 ? 1 : 0)), zeros, zeros.map(() => 1)];
    const ends = starts.map((y) => tabuSearch(y, { u, U, stays }));
    return ends.reduce((best, end) => (end.energy < best.energy ? end : best)).y;
  });
  return tf.tensor2d(Float32Array.from(ys.flatMap((y) => [...y])), [batch, dim]);
}

interface Found {
  readonly y: Uint8Array;
  readonly energy: number;
}

interface Search {
  readonly u: ArrayLike<number>;
  readonly U: Float64Array;
  /** Number of steps for which a changed entry must not change again. */
  readonly stays: Float32Array;
}

/** Searches from one start: a sweep, changes, and a sweep of the lowest y found. */
function tabuSearch(start: Uint8Array, { u, U, stays }: Search): Found {
  const walk = walkFrom(start, u, U);
  walk.sweep();
  let best = walk.here();
  const freeFrom = new Int32Array(start.length);
  for (const [step, stay] of stays.entries()) {
    let [chosen, most] = [0, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < start.length; i++) {
      const gain = walk.gain(i);
      const free = freeFrom[i]! <= step || walk.energy() - gain < best.energy;
      if (free && gain > most) [chosen, most] = [i, gain];
    }
    walk.flip(chosen);
    freeFrom[chosen] = step + 1 + stay;
    if (walk.energy() < best.energy) best = walk.here();
  }
  const end = walkFrom(best.y, u, U);
  end.sweep();
  return end.here();
}

/** A y whose entries are flipped one at a time, each in O(dim). */
function walkFrom(start: Uint8Array, u: ArrayLike<number>, U: Float64Array) {
  const y = new Uint8Array(start.length);
  // the decrease in energy if an entry is 1: uᵢ + Σⱼ Uᵢⱼyⱼ
  const pulls = Float64Array.from(u);
  let energy = 0;
  const gain = (i: number): number => (y[i] ? -pulls[i]! : pulls[i]!);
  const flip = (i: number): void => {
    energy -= gain(i);
    const sign = y[i] ? -1 : 1;
    y[i]! += sign;
    for (let j = 0; j < y.length; j++) pulls[j]! += sign * U[i * y.length + j]!;
  };
  for (let i = 0; i < y.length; i++) if (start[i]) flip(i);
  return {
    gain,
    flip,
    energy: () => energy,
    here: (): Found => ({ y: y.slice(), energy }),
    /** Sets each entry in turn to its best value given the others. */
    sweep(): void {
      for (let i = 0; i < y.length; i++) if (y[i] !== Number(pulls[i]! > 0)) flip(i);
    },
  };
}

/** Returns the symmetric U with zero diagonal, row by row. */
function couplings(scores: ArrayLike<number>, dim: number): Float64Array {
  const U = new Float64Array(dim * dim);
  for (let i = 0; i < dim; i++) {
    for (let j = i + 1; j < dim; j++) {
      U[i * dim + j] = U[j * dim + i] = scores[pairAt(dim, [i, j])]!;
    }
  }
  return U;
}
