import { type Key, permutation, split } from "@ebm/core";
import { logMeanExp, mean } from "@ebm/core/float64";
import { type Matrix, takeRows } from "@ebm/datasets";
import { folds as assignFolds } from "../members/folds.js";
import { pause } from "../members/pause.js";
import type { ChoiceChain } from "./choice-chain.js";
import { expectedPlaces } from "./expected-places.js";
import { type FittedChoiceChain, fitChoiceChain } from "./fit-choice-chain.js";
import { MOST_LABELS, type OrderLattice, orderLattice } from "./order-lattice.js";
import { plackettLuceLogProb } from "./plackett-luce-log-prob.js";
import { rankCorrelation } from "./rank-correlation.js";
import { rankingLogProbs } from "./ranking-log-probs.js";
import type { OrderModel } from "./ranking-model.js";
import { ranksOf } from "./ranks-of.js";

export interface FitChoiceChainsInputs {
  /** Out-of-fold utilities. Shape [rows, labels]. */
  readonly utilities: Matrix;
  /** Places from 0; −1 for labels that a row does not rank. Shape [rows, labels]. */
  readonly places: Matrix;
  /** The model without x, and its share of the mixture. Default: none. */
  readonly without?: Required<Pick<OrderModel, "constant" | "share">>;
  readonly key: Key;
  /** Largest number of nodes of the lattices of all rows; rows above it are left out. Default: 100,000. */
  readonly nodes?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Chains, and what rows that they did not learn from say about them. */
export interface FittedChoiceChains {
  /** From the first place on, from the last, or both. Fitted to all rows. */
  readonly chains: readonly ChoiceChain[];
  /** λ of each. */
  readonly penalties: readonly number[];
  /** Mean of −log p(y|x) under the mean of their distributions, in nats. */
  readonly nll: number;
  /** Kendall's τ × 100. */
  readonly kendallTau: number;
  /** Nats that they add to Plackett–Luce models for each row, and the standard error of this gain. */
  readonly gain: number;
  readonly standardError: number;
  /** Number of rows that were used. */
  readonly rows: number;
}

const FOLDS = 4;

/** The largest number of nodes of the lattice of a row. */
const MOST_NODES = 2048;

/**
 * Fits chains of choices in both directions. The best of either and of the mean of both distributions
 * is chosen by cross-validation. Of very many rows, some are used.
 *
 * @returns Undefined if there are too many labels or too few rows, or a row agrees with orders through
 * more than 2048 sets of labels.
 */
export async function fitChoiceChains(
  inputs: FitChoiceChainsInputs,
): Promise<FittedChoiceChains | undefined> {
  const labels = inputs.places.shape[1];
  if (labels > MOST_LABELS) return undefined;
  const [forRows, forFolds] = split(inputs.key, 2);
  const used = usableRows(inputs, permutation(forRows, inputs.places.shape[0]));
  if (!used || used.length < FOLDS) return undefined;
  const count = used.length;
  const rows = used.map(({ row }) => row);
  const [utilities, places] = [takeRows(inputs.utilities, rows), takeRows(inputs.places, rows)];
  const folds = assignFolds({ rows: count, count: FOLDS, key: forFolds });
  const constant = inputs.without && logProbsOf(inputs.without.constant, places);
  const without = constant && { share: inputs.without!.share, logProbs: constant };
  const fitted: FittedChoiceChain[] = [];
  for (const [i, fromLast] of [false, true].entries()) {
    const lattices = used.map((it) => it.lattices[i]!);
    const options = { fromLast, without, folds, signal: inputs.signal };
    fitted.push(await fitChoiceChain({ utilities, lattices, ...options }));
  }
  const candidates = [fitted, fitted.slice(0, 1), fitted.slice(1)].map((chains) => {
    const logProbs = Float64Array.from(rows, (_, row) => {
      return logMeanExp(chains.map(({ outOfFold }) => outOfFold[row]!));
    });
    return { chains, logProbs, nll: -mean(logProbs) };
  });
  const { chains, logProbs, nll } = candidates.reduce((a, b) => (b.nll < a.nll ? b : a));
  const plain = rankingLogProbs({ chains: [], ...inputs.without }, [utilities], ranksOf(places));
  const gains = logProbs.map((value, row) => value - plain[row]!);
  const gain = mean(gains);
  const variance = mean(gains.map((value) => (value - gain) ** 2)) / (count - 1);
  const predicted = await meanPlaces(chains, utilities, { folds, signal: inputs.signal });
  return {
    chains: chains.map(({ chain }) => chain),
    penalties: chains.map(({ penalty }) => penalty),
    nll,
    kendallTau: 100 * rankCorrelation(predicted, places),
    gain,
    standardError: Math.sqrt(variance),
    rows: count,
  };
}

/** log p of each row by one Plackett–Luce model. */
function logProbsOf(utilities: Float32Array, { data, shape: [rows, labels] }: Matrix) {
  return Float64Array.from({ length: rows }, (_, row) =>
    plackettLuceLogProb(utilities, data.subarray(row * labels, (row + 1) * labels)),
  );
}

/** Rows with their lattices, in a given order, up to a size in all. Undefined if one is too large. */
function usableRows(
  { places, nodes: most = 100_000 }: Pick<FitChoiceChainsInputs, "places" | "nodes">,
  order: Int32Array,
) {
  const {
    data,
    shape: [, labels],
  } = places;
  const rows: { readonly row: number; readonly lattices: readonly OrderLattice[] }[] = [];
  let nodes = 0;
  for (const row of order) {
    const own = data.subarray(row * labels, (row + 1) * labels);
    if (nodes > most || !own.some((place) => place > 0)) continue;
    const lattices = [false, true].flatMap((fromLast) => {
      return orderLattice(own, { fromLast, most: MOST_NODES }) ?? [];
    });
    if (lattices.length < 2) return undefined;
    for (const { sets } of lattices) nodes += sets.length;
    rows.push({ row, lattices });
  }
  return rows;
}

/** Mean places by the chains that did not see a row. */
async function meanPlaces(
  fitted: readonly FittedChoiceChain[],
  utilities: Matrix,
  { folds, signal }: Pick<FitChoiceChainsInputs, "signal"> & { readonly folds: Int32Array },
): Promise<Matrix> {
  const labels = utilities.shape[1];
  const data = new Float32Array(utilities.data.length);
  for (const fold of fitted[0]!.parts.keys()) {
    await pause(signal);
    const held = Int32Array.from(folds.keys()).filter((row) => folds[row] === fold);
    const chains = fitted.map(({ parts }) => parts[fold]!);
    const own = expectedPlaces({ chains }, [takeRows(utilities, held)]).data;
    for (const [i, row] of held.entries()) {
      data.set(own.subarray(i * labels, (i + 1) * labels), row * labels);
    }
  }
  return { data, shape: utilities.shape };
}
