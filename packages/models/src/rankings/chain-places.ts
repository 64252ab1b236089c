import { type ChoiceChain, scaledUtilities } from "./choice-chain.js";
import { bitCount } from "./choice-sums.js";

/** The largest number of labels for sums over all sets of them: 2¹¹ sets. */
export const MOST_PLACES = 11;

/**
 * Prepares the mean places of at most 11 labels under a chain. Exact.
 *
 * @returns A function of utilities [labels] that returns places from 0. Shape [labels].
 */
export function chainPlaces(chain: ChoiceChain): (utilities: ArrayLike<number>) => Float64Array {
  const labels = Math.sqrt(chain.positions.length);
  const sets = 2 ** labels;
  const factors = new Float64Array(sets * labels);
  for (let set = 0; set < sets; set++) {
    for (let i = 0; i < labels; i++) {
      if ((set >> i) & 1) continue; // stays 0: chosen already
      let sum = chain.positions[i * labels + bitCount(set)]!;
      for (let j = 0; j < labels; j++) {
        if ((set >> j) & 1) sum += chain.couplings[j * labels + i]!;
      }
      factors[set * labels + i] = Math.exp(sum);
    }
  }
  const reached = new Float64Array(sets);
  return (utilities: ArrayLike<number>): Float64Array => {
    const weights = weightsOf(scaledUtilities(chain, utilities));
    const places = new Float64Array(labels);
    reached.fill(0);
    reached[0] = 1;
    for (let set = 0; set < sets - 1; set++) {
      const place = bitCount(set);
      let total = 0;
      for (let i = 0; i < labels; i++) total += weights[i]! * factors[set * labels + i]!;
      const share = reached[set]! / total;
      for (let i = 0; i < labels; i++) {
        if ((set >> i) & 1) continue;
        const p = share * weights[i]! * factors[set * labels + i]!;
        reached[set | (1 << i)]! += p;
        places[i]! += p * (chain.fromLast ? labels - 1 - place : place);
      }
    }
    return places;
  };
}

/** exp of logits, the largest 1. Gaps between logits are cut where the smallest would underflow. */
function weightsOf(logits: Float64Array): Float64Array {
  const order = [...logits.keys()].sort((a, b) => logits[b]! - logits[a]!);
  const most = MOST_SPREAD / Math.max(1, logits.length - 1);
  const weights = new Float64Array(logits.length);
  let sum = 0;
  for (const [place, i] of order.entries()) {
    if (place > 0) sum -= Math.min(most, logits[order[place - 1]!]! - logits[i]!);
    weights[i] = Math.exp(sum);
  }
  return weights;
}

const MOST_SPREAD = 600;
