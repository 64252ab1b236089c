import { logMeanExp, logSumExp } from "@ebm/core/float64";
import type { LabelSets } from "../multilabel/label-sets.js";
import { labelEnergies } from "./label-energies.js";
import { bitLogProb, type ChainWalk, walkChain } from "./walk-chain.js";
import { MOST_UNKNOWN, weightedSets } from "./weighted-sets.js";

export interface TopSetsOptions {
  /** Number of sets. Default: 5. */
  readonly count?: number;
  /** Number of unfinished sets that the search keeps for each chain. Default: 64. */
  readonly beam?: number;
}

/** The likeliest sets of labels of a row. */
export interface TopSets {
  /** 0 or 1. Each of shape [labels]. */
  readonly sets: readonly Uint8Array[];
  /**
   * p(y|x) of each. The largest first. Exact, but for an energy over more than 12 labels: its log Z is
   * estimated with 1000 samples of the chains.
   */
  readonly probabilities: Float64Array;
  /** Whether no other set is likelier. */
  readonly isExact: boolean;
}

/**
 * Finds the likeliest sets of labels given L(x) of a row. It compares all sets of at most 12 labels;
 * of more, those that a beam search in the order of each chain finds.
 */
export async function topSets(
  model: Pick<LabelSets, "chains" | "tilt">,
  logits: ArrayLike<number>,
  { count = 5, beam = 64 }: TopSetsOptions = {},
): Promise<TopSets> {
  const labels = logits.length;
  const isExact = labels <= MOST_UNKNOWN;
  const { sets, probabilities } = isExact
    ? listed(await weightedSets(model, { logits }), labels)
    : await found(model, { logits, beam: Math.max(beam, count) });
  const order = [...sets.keys()]
    .sort((a, b) => probabilities[b]! - probabilities[a]! || a - b)
    .slice(0, count);
  return {
    sets: order.map((i) => sets[i]!),
    probabilities: Float64Array.from(order, (i) => probabilities[i]!),
    isExact,
  };
}

function listed(
  { sets, weights }: { readonly sets: Uint8Array; readonly weights: Float64Array },
  labels: number,
) {
  const each = Array.from(weights, (_, i) => sets.subarray(i * labels, (i + 1) * labels));
  return { sets: each, probabilities: weights };
}

async function found(
  { chains, tilt }: Pick<LabelSets, "chains" | "tilt">,
  { logits, beam }: { readonly logits: ArrayLike<number>; readonly beam: number },
) {
  const walks = chains.map((chain) => walkChain(chain, logits));
  const candidates = walks.flatMap((walk) => beamSearch(walk, beam));
  const sets = [...new Map(candidates.map((set) => [set.join(""), set])).values()];
  const logProbs = Float64Array.from(sets, (set) =>
    logSumExp(walks.map((walk) => setLogProb(walk, set) - Math.log(walks.length))),
  );
  if (tilt) {
    const joined = Uint8Array.from(sets.flatMap((set) => [...set]));
    const energies = await labelEnergies(tilt, { sets: joined, logits });
    const drawn = await weightedSets({ chains }, { logits });
    const others = await labelEnergies(tilt, { ...drawn, logits });
    const logZ = logMeanExp(Float64Array.from(others, (energy) => -energy));
    for (let i = 0; i < logProbs.length; i++) logProbs[i]! -= energies[i]! + logZ;
  }
  return { sets, probabilities: logProbs.map(Math.exp) };
}

interface Partial {
  readonly set: Uint8Array;
  readonly own: Float64Array;
  readonly sum: number;
}

function beamSearch(walk: ChainWalk, beam: number): Uint8Array[] {
  const start = walk.start();
  let states: Partial[] = [{ set: new Uint8Array(start.length), own: start, sum: 0 }];
  for (const label of walk.order) {
    const next = states.flatMap((state) =>
      [0, 1].map((value) => ({
        state,
        value,
        sum: state.sum + bitLogProb(state.own[label]!, value),
      })),
    );
    const kept = next.sort((a, b) => b.sum - a.sum).slice(0, beam);
    states = kept.map(({ state, value, sum }) => {
      const [set, own] = [state.set.slice(), state.own.slice()];
      set[label] = value;
      walk.decide(own, label, value);
      return { set, own, sum };
    });
  }
  return states.map(({ set }) => set);
}

function setLogProb(walk: ChainWalk, set: Uint8Array): number {
  const own = walk.start();
  let sum = 0;
  for (const label of walk.order) {
    sum += bitLogProb(own[label]!, set[label]!);
    walk.decide(own, label, set[label]!);
  }
  return sum;
}
