import { logMeanExp } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { densePlaces } from "./dense-places.js";
import { plackettLuceLogProb } from "./plackett-luce-log-prob.js";
import type { RankingModel } from "./ranking-model.js";
import { tiltedLogProb } from "./tilted-log-prob.js";

/**
 * Computes log p(y|x) of each row: the probability of the orders that agree with its ranks. Exact,
 * in float64.
 *
 * @param utilities A matrix [rows, labels] for each fold, from `rankingUtilities`.
 * @param ranks Numbers that grow with the place. Equal ones tie, and NaN marks labels that a row does
 * not rank. Shape [rows, labels].
 * @returns Shape [rows].
 */
export function rankingLogProbs(
  { tilt }: Pick<RankingModel, "tilt">,
  utilities: readonly Matrix[],
  ranks: Matrix,
): Float64Array {
  const { data, shape } = densePlaces(ranks);
  const [rows, labels] = shape;
  const logProb = tilt ? tiltedLogProb(tilt).logProb : plackettLuceLogProb;
  return Float64Array.from({ length: rows }, (_, row) => {
    const own = (values: Float32Array) => values.subarray(row * labels, (row + 1) * labels);
    return logMeanExp(utilities.map((matrix) => logProb(own(matrix.data), own(data))));
  });
}
