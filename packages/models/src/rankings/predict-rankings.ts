import type { Matrix } from "@ebm/datasets";
import { expectedPlaces } from "./expected-places.js";
import { placesOf } from "./places-of.js";
import type { RankingModel } from "./ranking-model.js";
import { rankingUtilities } from "./ranking-utilities.js";

/**
 * Predicts the order of labels: by their mean place, which comes near the best Kendall's τ.
 *
 * @param x Shape [rows, features].
 * @returns The place of each label, from 0. Shape [rows, labels].
 */
export async function predictRankings(model: RankingModel, x: Matrix): Promise<Matrix> {
  const { data, shape } = expectedPlaces(model, await rankingUtilities(model, x));
  const [rows, labels] = shape;
  const places = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    places.set(placesOf(data.subarray(row * labels, (row + 1) * labels)), row * labels);
  }
  return { data: places, shape };
}
