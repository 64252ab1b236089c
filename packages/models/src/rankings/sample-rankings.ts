import { foldIn, gumbel, type Key, split, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { orderSums } from "./order-sums.js";
import { tiltSteps } from "./order-tilt.js";
import type { RankingModel } from "./ranking-model.js";

export interface SampleRankingsOptions {
  readonly key: Key;
  /** Number of samples for each row. Default: 1. */
  readonly samples?: number;
}

/**
 * Draws exact samples of the orders of labels: a fold at random, then Gumbel noise on its utilities
 * and a sort; with a tilt, one label after another from the last place on.
 *
 * @param utilities A matrix [rows, labels] for each fold, from `rankingUtilities`.
 * @returns The place of each label, from 0. Shape [rows · samples, labels], the samples of a row in turn.
 */
export function sampleRankings(
  { tilt }: Pick<RankingModel, "tilt">,
  utilities: readonly Matrix[],
  { key, samples = 1 }: SampleRankingsOptions,
): Matrix {
  const [rows, labels] = utilities[0]!.shape;
  const sums = tilt && orderSums(labels);
  const factors = tilt && tiltSteps(tilt).map(Math.exp);
  const data = new Float32Array(rows * samples * labels);
  for (let row = 0; row < rows; row++) {
    const [forFolds, forNoise] = split(foldIn(key, row), 2);
    const picks = uniform(forFolds, samples);
    const noise = (sums ? uniform : gumbel)(forNoise, samples * labels);
    const places = (fold: number, own: Float32Array): Float32Array => {
      const u = utilities[fold]!.data.subarray(row * labels, (row + 1) * labels);
      if (!sums || !factors) return placesOf(u.map((value, i) => -value - own[i]!));
      sums.logSum(u, factors);
      return sums.sample(own);
    };
    for (let s = 0; s < samples; s++) {
      const fold = Math.floor(picks[s]! * utilities.length);
      const own = noise.subarray(s * labels, (s + 1) * labels);
      data.set(places(fold, own), (row * samples + s) * labels);
    }
  }
  return { data, shape: [rows * samples, labels] };
}

/** The place of each number among all, the smallest at 0; of equal ones the first. */
export function placesOf(values: Float32Array): Float32Array {
  const places = new Float32Array(values.length);
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]! || a - b);
  for (const [place, i] of order.entries()) places[i] = place;
  return places;
}
