import { EbmError } from "@ebm/core";
import { logMeanExp } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { choiceSums } from "./choice-sums.js";
import { densePlaces } from "./dense-places.js";
import { orderLattice } from "./order-lattice.js";
import { plackettLuceLogProb } from "./plackett-luce-log-prob.js";
import type { RankingModel } from "./ranking-model.js";

/** The largest number of sets of labels that a sum goes through. */
const MOST_NODES = 2 ** 16;

/**
 * Computes log p(y|x) of each row: the probability of the orders that agree with its ranks. Exact,
 * in float64.
 *
 * @param utilities A matrix [rows, labels] for each fold, from `rankingUtilities`.
 * @param ranks Numbers that grow with the place. Equal ones tie, and NaN marks labels that a row does
 * not rank. Shape [rows, labels].
 * @returns Shape [rows].
 *
 * @throws {EbmError} If the model has chains, and a row agrees with orders through more than 65,536
 * sets of labels: about 16 of them are free.
 */
export function rankingLogProbs(
  { chains }: Pick<RankingModel, "chains">,
  utilities: readonly Matrix[],
  ranks: Matrix,
): Float64Array {
  const { data, shape } = densePlaces(ranks);
  const [rows, labels] = shape;
  const sums = choiceSums(labels);
  return Float64Array.from({ length: rows }, (_, row) => {
    const own = (values: Float32Array) => values.subarray(row * labels, (row + 1) * labels);
    const places = own(data);
    if (chains.length === 0) {
      return logMeanExp(utilities.map((u) => plackettLuceLogProb(own(u.data), places)));
    }
    return logMeanExp(
      chains.flatMap((chain) => {
        const lattice = orderLattice(places, { fromLast: chain.fromLast, most: MOST_NODES });
        if (lattice) return utilities.map((u) => sums.logProb(chain, own(u.data), lattice));
        throw new EbmError(
          `rankingLogProbs: \`ranks\` leaves too many labels free in row ${row}, expected fewer ties and missing labels.`,
        );
      }),
    );
  });
}
