import { EbmError } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { choiceChain, plainChain } from "./choice-chain.js";
import { choiceSums } from "./choice-sums.js";
import { densePlaces } from "./dense-places.js";
import { mixtureParts } from "./mixture-parts.js";
import { type OrderLattice, orderLattice } from "./order-lattice.js";
import { plackettLuceLogProb } from "./plackett-luce-log-prob.js";
import type { OrderModel } from "./ranking-model.js";
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
  model: OrderModel,
  utilities: readonly Matrix[],
  ranks: Matrix,
): Float64Array {
  const { tilt } = model;
  const places = densePlaces(ranks);
  const [rows, labels] = places.shape;
  const rowOf = ({ data }: Matrix, row: number) => data.subarray(row * labels, (row + 1) * labels);
  const parts = mixtureParts(model, utilities);
  const sums = choiceSums(labels);
  const plain = choiceChain(plainChain(labels), false);
  const terms = tilt && [tiltTerms(tilt, false), tiltTerms(tilt, true)];
  /** log of the mean, over the mixture, of the weights of the orders that agree with a row. */
  const logWeight = (row: number, observed: ArrayLike<number>): number => {
    const lattices: OrderLattice[] = [];
    const logs = parts.map(({ chain, utilities: u, weight }) => {
      if (!chain && !tilt) return Math.log(weight) + plackettLuceLogProb(rowOf(u, row), observed);
      const own = chain ?? plain;
      const way = Number(own.fromLast);
      lattices[way] ??= latticeOf(observed, row, own.fromLast);
      return Math.log(weight) + sums.logProb(own, rowOf(u, row), lattices[way], terms?.[way]);
    });
    return logSumExp(logs);
  };
  const latticeOf = (observed: ArrayLike<number>, row: number, fromLast: boolean): OrderLattice => {
    const toEnd = tilt !== undefined;
    const lattice = orderLattice(observed, { fromLast, most: MOST_NODES, toEnd });
    if (lattice) return lattice;
    throw new EbmError(
      `rankingLogProbs: \`ranks\` leaves too many labels free in row ${row}, expected fewer ties and missing labels.`,
    );
  };
  const free = new Float64Array(labels).fill(-1);
  return Float64Array.from({ length: rows }, (_, row) => {
    const logPartition = tilt ? logWeight(row, free) : 0;
    return logWeight(row, rowOf(places, row)) - logPartition;
  });
}
