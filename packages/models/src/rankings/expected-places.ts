import type { Matrix } from "@ebm/datasets";
import { orderSums } from "./order-sums.js";
import { bitCount, type OrderTilt, tiltSteps } from "./order-tilt.js";
import type { RankingModel } from "./ranking-model.js";

/**
 * Computes the mean place of each label, from 0: the sum over other labels of the probability that
 * they come before it. Exact.
 *
 * @param utilities A matrix [rows, labels] for each fold, from `rankingUtilities`.
 * @returns Shape [rows, labels].
 */
export function expectedPlaces(
  { tilt }: Pick<RankingModel, "tilt">,
  utilities: readonly Matrix[],
): Matrix {
  const shape = utilities[0]!.shape;
  const [rows, labels] = shape;
  const places = new Float32Array(rows * labels);
  const placesOf = tilt ? tiltedPlaces(tilt) : plackettLucePlaces;
  for (const { data } of utilities) {
    for (let row = 0; row < rows; row++) {
      const own = placesOf(data.subarray(row * labels, (row + 1) * labels));
      for (let i = 0; i < labels; i++) places[row * labels + i]! += own[i]! / utilities.length;
    }
  }
  return { data: places, shape };
}

/** Under Plackett–Luce, j comes before i with probability σ(uⱼ − uᵢ). */
function plackettLucePlaces(utilities: Float32Array): Float64Array {
  return Float64Array.from(utilities, (own) => {
    return utilities.reduce((sum, other) => sum + 1 / (1 + Math.exp(own - other)), -0.5);
  });
}

function tiltedPlaces(tilt: OrderTilt): (utilities: Float32Array) => Float64Array {
  const labels = tilt.pairs.shape[0];
  const sums = orderSums(labels);
  const factors = tiltSteps(tilt).map(Math.exp);
  return (utilities) => {
    sums.logSum(utilities, factors);
    const probs = sums.stepProbs();
    const places = new Float64Array(labels);
    for (let set = 0; set < 2 ** labels; set++) {
      const place = bitCount(set);
      for (let i = 0; i < labels; i++) places[i]! += place * probs[set * labels + i]!;
    }
    return places;
  };
}
