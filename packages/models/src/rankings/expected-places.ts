import type { Matrix } from "@ebm/datasets";
import { chainPlaces, MOST_PLACES } from "./chain-places.js";
import { mixtureParts } from "./mixture-parts.js";
import type { OrderModel } from "./ranking-model.js";

/**
 * Computes the mean place of each label, from 0: the sum over other labels of the probability that
 * they come before it. Exact for at most 11 labels; above that, chains are not taken into account.
 *
 * @param utilities A matrix [rows, labels] for each fold, from `rankingUtilities`.
 * @returns Shape [rows, labels].
 */
export function expectedPlaces(model: OrderModel, utilities: readonly Matrix[]): Matrix {
  const shape = utilities[0]!.shape;
  const [rows, labels] = shape;
  const places = new Float32Array(rows * labels);
  const chains = labels <= MOST_PLACES ? model.chains : [];
  const placesOf = new Map(chains.map((chain) => [chain, chainPlaces(chain)]));
  for (const { chain, utilities: u, weight } of mixtureParts({ ...model, chains }, utilities)) {
    const own = (chain && placesOf.get(chain)) ?? plackettLucePlaces;
    for (let row = 0; row < rows; row++) {
      const means = own(u.data.subarray(row * labels, (row + 1) * labels));
      for (let i = 0; i < labels; i++) places[row * labels + i]! += weight * means[i]!;
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
