import { EbmError } from "@ebm/core";
import { logMeanExp } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { choiceChain, plainChain } from "./choice-chain.js";
import { choiceSums } from "./choice-sums.js";
import { densePlaces } from "./dense-places.js";
import { type OrderLattice, orderLattice } from "./order-lattice.js";
import { plackettLuceLogProb } from "./plackett-luce-log-prob.js";
import type { RankingModel } from "./ranking-model.js";
import { tiltTerms } from "./ranking-tilt.js";

/** The largest number of sets of labels that a sum goes through. */
const MOST_NODES = 2 ** 16;

/**
 * Computes log p(y|x) of each row: the probability of the orders that agree with its ranks. Exact,
 * in float64, also with an energy: log Z(x) is a sum over the sets of labels.
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
  { chains, tilt }: Pick<RankingModel, "chains" | "tilt">,
  utilities: readonly Matrix[],
  ranks: Matrix,
): Float64Array {
  const places = densePlaces(ranks);
  const [rows, labels] = places.shape;
  const rowOf = ({ data }: Matrix, row: number) => data.subarray(row * labels, (row + 1) * labels);
  if (chains.length === 0 && !tilt) {
    return Float64Array.from({ length: rows }, (_, row) =>
      logMeanExp(utilities.map((u) => plackettLuceLogProb(rowOf(u, row), rowOf(places, row)))),
    );
  }
  const sums = choiceSums(labels);
  const used = (chains.length > 0 ? chains : [choiceChain(plainChain(labels), false)]).map(
    (chain) => ({ chain, added: tilt && tiltTerms(tilt, chain.fromLast) }),
  );
  /** log of the mean, over chains and folds, of the weights of orders. */
  const logWeight = (row: number, lattices: readonly OrderLattice[]): number =>
    logMeanExp(
      used.flatMap(({ chain, added }, c) =>
        utilities.map((u) => sums.logProb(chain, rowOf(u, row), lattices[c]!, added)),
      ),
    );
  const latticesOf = (observed: ArrayLike<number>, row: number): OrderLattice[] =>
    used.map(({ chain: { fromLast } }) => {
      const toEnd = tilt !== undefined;
      const lattice = orderLattice(observed, { fromLast, most: MOST_NODES, toEnd });
      if (lattice) return lattice;
      throw new EbmError(
        `rankingLogProbs: \`ranks\` leaves too many labels free in row ${row}, expected fewer ties and missing labels.`,
      );
    });
  const all = tilt && latticesOf(new Float64Array(labels).fill(-1), 0);
  return Float64Array.from({ length: rows }, (_, row) => {
    const logPartition = all ? logWeight(row, all) : 0;
    return logWeight(row, latticesOf(rowOf(places, row), row)) - logPartition;
  });
}
