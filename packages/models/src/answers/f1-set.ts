import type { WeightedSets } from "./weighted-sets.js";

/**
 * Returns the set of labels with the largest expected F1, 2 |y ∩ h| / (|y| + |h|), where two empty
 * sets have 1 (Dembczyński et al., NIPS 2011). With p(j, s), the probability that label j is in a set
 * of s labels, the best set of k labels has the largest Σₛ 2 p(j, s) / (s + k).
 *
 * @returns 0 or 1. Shape [labels].
 */
export function f1Set({ sets, weights }: Pick<WeightedSets, "sets" | "weights">): Uint8Array {
  const labels = sets.length / weights.length;
  const joint = new Float64Array(labels * (labels + 1));
  let empty = 0;
  for (const [i, weight] of weights.entries()) {
    const own = sets.subarray(i * labels, (i + 1) * labels);
    const size = own.reduce((sum, bit) => sum + bit, 0);
    if (size === 0) empty += weight;
    for (let j = 0; j < labels; j++) joint[j * (labels + 1) + size]! += own[j]! * weight;
  }
  let best = { value: empty, chosen: [] as readonly number[] };
  for (let k = 1; k <= labels; k++) {
    const gains = Float64Array.from({ length: labels }, (_, j) => {
      let sum = 0;
      for (let s = 1; s <= labels; s++) sum += (2 * joint[j * (labels + 1) + s]!) / (s + k);
      return sum;
    });
    const chosen = [...gains.keys()].sort((a, b) => gains[b]! - gains[a]! || a - b).slice(0, k);
    const value = chosen.reduce((sum, j) => sum + gains[j]!, 0);
    if (value > best.value) best = { value, chosen };
  }
  const out = new Uint8Array(labels);
  for (const j of best.chosen) out[j] = 1;
  return out;
}
