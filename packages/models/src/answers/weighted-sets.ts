import { type Key, key as keyOf, uniform } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import type { LabelSets } from "../multilabel/label-sets.js";
import type { LabelTilt } from "../multilabel/label-tilt.js";
import { labelEnergies } from "./label-energies.js";
import { bitLogProb, type ChainWalk, sigmoid, walkChain } from "./walk-chain.js";

/** Sets of labels of one row, and their probabilities: all sets, or weighted samples of them. */
export interface WeightedSets {
  /** 0 or 1. Shape [count, labels], packed. */
  readonly sets: Uint8Array;
  /** Probabilities, which sum to 1. Shape [count]. */
  readonly weights: Float64Array;
  /** Whether all sets are there. */
  readonly isExact: boolean;
  /** Number of independent samples that are as good as these; `count` if `isExact`. */
  readonly effective: number;
}

export interface WeightedSetsInputs {
  /** L(x) of a row. Shape [labels]. */
  readonly logits: ArrayLike<number>;
  /** The known labels: 0 or 1, or NaN if unknown. Default: none known. Shape [labels]. */
  readonly known?: ArrayLike<number>;
  /** Default: key(0). */
  readonly key?: Key;
  /** Number of samples where there are too many sets. Default: 1000. */
  readonly samples?: number;
}

/** The largest number of unknown labels whose sets are all listed. */
export const MOST_UNKNOWN = 12;

/**
 * Returns the sets of labels that a row may have, given x and the labels that are known. All of them
 * if at most 12 labels are unknown, otherwise samples: unknown labels are drawn in the order of each
 * chain, and weighted by the probability of those that are known, and by the energy if there is one.
 */
export async function weightedSets(
  { chains, tilt }: Pick<LabelSets, "chains" | "tilt">,
  { logits, known, key = keyOf(0), samples = 1000 }: WeightedSetsInputs,
): Promise<WeightedSets> {
  const labels = logits.length;
  const given = known ?? new Float64Array(labels).fill(Number.NaN);
  const unknown = Array.from({ length: labels }, (_, j) => j).filter((j) => Number.isNaN(given[j]));
  const walks = chains.map((chain) => walkChain(chain, logits));
  if (unknown.length <= MOST_UNKNOWN) {
    const { sets, logProbs } = allSets(walks, { given, unknown });
    const logWeights = await tilted(tilt, { sets, logWeights: logProbs, logits });
    return { sets, weights: normalized(logWeights), isExact: true, effective: logWeights.length };
  }
  const count = Math.ceil(samples / walks.length) * walks.length;
  const sets = new Uint8Array(count * labels);
  const logWeights = new Float64Array(count);
  const uniforms = uniform(key, count * labels);
  for (let s = 0; s < count; s++) {
    const own = sets.subarray(s * labels, (s + 1) * labels);
    const noise = uniforms.subarray(s * labels, (s + 1) * labels);
    logWeights[s] = drawSet(walks[s % walks.length]!, { given, noise, out: own });
  }
  const weights = normalized(await tilted(tilt, { sets, logWeights, logits }));
  const squares = weights.reduce((sum, weight) => sum + weight ** 2, 0);
  return { sets, weights, isExact: false, effective: 1 / squares };
}

interface Given {
  readonly given: ArrayLike<number>;
}

/** All sets that agree with what is known, and log of the mean of their probabilities by each chain. */
function allSets(
  walks: readonly ChainWalk[],
  { given, unknown }: Given & { readonly unknown: readonly number[] },
): { readonly sets: Uint8Array; readonly logProbs: Float64Array } {
  const labels = given.length;
  const count = 2 ** unknown.length;
  const sets = Uint8Array.from({ length: count * labels }, (_, i) => {
    const place = unknown.indexOf(i % labels);
    return place < 0 ? given[i % labels]! : (Math.floor(i / labels) >> place) & 1;
  });
  const each = walks.map((walk) => {
    const logProbs = new Float64Array(count);
    const visit = (depth: number, state: { own: Float64Array; set: number; sum: number }): void => {
      const { own, set, sum } = state;
      if (depth === labels) {
        logProbs[set] = sum;
        return;
      }
      const label = walk.order[depth]!;
      const place = unknown.indexOf(label);
      const values = place < 0 ? [given[label]!] : [0, 1];
      for (const value of values) {
        const next = values.length > 1 ? own.slice() : own;
        const logProb = bitLogProb(own[label]!, value);
        walk.decide(next, label, value);
        const bits = place < 0 ? set : set | (value << place);
        visit(depth + 1, { own: next, set: bits, sum: sum + logProb });
      }
    };
    visit(0, { own: walk.start(), set: 0, sum: 0 });
    return logProbs;
  });
  const logProbs = Float64Array.from({ length: count }, (_, i) =>
    logSumExp(each.map((own) => own[i]! - Math.log(each.length))),
  );
  return { sets, logProbs };
}

/** Draws the unknown labels of a chain. Returns the log-probability of the known ones, given those before. */
function drawSet(
  walk: ChainWalk,
  { given, noise, out }: Given & { readonly noise: Float32Array; readonly out: Uint8Array },
): number {
  const own = walk.start();
  let logWeight = 0;
  for (const label of walk.order) {
    const value = given[label]!;
    const isKnown = !Number.isNaN(value);
    out[label] = isKnown ? value : Number(noise[label]! < sigmoid(own[label]!));
    if (isKnown) logWeight += bitLogProb(own[label]!, value);
    walk.decide(own, label, out[label]!);
  }
  return logWeight;
}

/** Log-weights less the energy of each set. */
async function tilted(
  tilt: LabelTilt | undefined,
  {
    sets,
    logWeights,
    logits,
  }: {
    readonly sets: Uint8Array;
    readonly logWeights: Float64Array;
    readonly logits: ArrayLike<number>;
  },
): Promise<Float64Array> {
  if (!tilt) return logWeights;
  const energies = await labelEnergies(tilt, { sets, logits });
  return logWeights.map((value, i) => value - energies[i]!);
}

function normalized(logWeights: Float64Array): Float64Array {
  const total = logSumExp(logWeights);
  return logWeights.map((value) => Math.exp(value - total));
}
