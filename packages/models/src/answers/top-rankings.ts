import type { Matrix } from "@ebm/datasets";
import {
  type ChoiceChain,
  choiceChain,
  plainChain,
  scaledUtilities,
} from "../rankings/choice-chain.js";
import { rankingLogProbs } from "../rankings/ranking-log-probs.js";
import type { OrderModel } from "../rankings/ranking-model.js";

export interface TopRankingsOptions {
  /** Number of orders. Default: 5. */
  readonly count?: number;
  /** Number of unfinished orders that the search keeps for each chain and fold. Default: 32. */
  readonly beam?: number;
}

/** The likeliest orders of labels of a row. */
export interface TopRankings {
  /** The place of each label, from 0. Each of shape [labels]. */
  readonly places: readonly Float32Array[];
  /** p(y|x) of each, exact. The largest first. */
  readonly probabilities: Float64Array;
  /** Whether no other order is likelier. */
  readonly isExact: boolean;
}

/** The largest number of labels whose orders are all compared. */
const MOST_LABELS = 6;

/**
 * Finds the likeliest orders of labels of a row. It compares all orders of at most 6 labels; of more,
 * those that a beam search by each chain and fold finds.
 *
 * @param utilities The utilities of the labels by each fold, from `rankingUtilities`. Each [labels].
 */
export function topRankings(
  model: OrderModel,
  utilities: readonly Float32Array[],
  { count = 5, beam = 32 }: TopRankingsOptions = {},
): TopRankings {
  const labels = utilities[0]!.length;
  const isExact = labels <= MOST_LABELS;
  const chains = model.chains.length > 0 ? model.chains : [choiceChain(plainChain(labels), false)];
  const found = isExact
    ? beamSearch(chains[0]!, utilities[0]!, Number.POSITIVE_INFINITY)
    : utilities.flatMap((u) =>
        chains.flatMap((chain) => beamSearch(chain, u, Math.max(beam, count))),
      );
  const candidates = [...new Map(found.map((places) => [places.join(), places])).values()];
  const shape = [candidates.length, labels] as const;
  const data = new Float32Array(shape[0] * labels);
  for (const [i, places] of candidates.entries()) data.set(places, i * labels);
  const repeated = utilities.map((u): Matrix => {
    return { data: Float32Array.from(data, (_, i) => u[i % labels]!), shape };
  });
  const logProbs = rankingLogProbs(model, repeated, { data, shape });
  const order = [...candidates.keys()]
    .sort((a, b) => logProbs[b]! - logProbs[a]! || a - b)
    .slice(0, count);
  return {
    places: order.map((i) => candidates[i]!),
    probabilities: Float64Array.from(order, (i) => Math.exp(logProbs[i]!)),
    isExact,
  };
}

interface Unfinished {
  /** The place of each label, or −1. */
  readonly places: Float32Array;
  readonly logits: Float64Array;
  readonly sum: number;
}

/** The likeliest orders of a chain, found by choosing one label after another. */
function beamSearch(chain: ChoiceChain, utilities: Float32Array, beam: number): Float32Array[] {
  const labels = utilities.length;
  const logits = scaledUtilities(chain, utilities);
  let states: Unfinished[] = [{ places: new Float32Array(labels).fill(-1), logits, sum: 0 }];
  for (let chosen = 0; chosen < labels; chosen++) {
    const next = states.flatMap((state) => {
      const own = state.logits.map((logit, i) =>
        state.places[i]! < 0
          ? logit + chain.positions[i * labels + chosen]!
          : Number.NEGATIVE_INFINITY,
      );
      const max = own.reduce((a, b) => Math.max(a, b));
      const total = own.reduce((sum, value) => sum + Math.exp(value - max), 0);
      return [...own.keys()]
        .filter((i) => state.places[i]! < 0)
        .map((i) => ({ state, i, sum: state.sum + own[i]! - max - Math.log(total) }));
    });
    const kept = next.sort((a, b) => b.sum - a.sum).slice(0, beam);
    states = kept.map(({ state, i, sum }) => {
      const places = state.places.slice();
      places[i] = chain.fromLast ? labels - 1 - chosen : chosen;
      const after = state.logits.map((logit, j) => logit + chain.couplings[i * labels + j]!);
      return { places, logits: after, sum };
    });
  }
  return states.map(({ places }) => places);
}
