import { key, uniform } from "@ebm/core";
import { type BitRows, bitRows } from "../src/bits/bit-rows.js";
import type { BitsBaseParams } from "../src/bits/bits-params.js";
import { fitBitsChain } from "../src/bits/fit-bits-chain.js";
import { fitHiddenChain } from "../src/bits/fit-hidden-chain.js";
import { fitTreeMixture } from "../src/bits/fit-tree-mixture.js";

/** Numbers of values of the columns of bits, and of bits and categories. */
export const LEVELS = [
  [2, 2, 2, 2, 2],
  [3, 2, 4, 2, 1],
] as const;

/** Rows whose columns depend on each other: all but two tend to repeat the one before. */
export function bitRowsOf(seed: number, count: number, levels: readonly number[]): BitRows {
  const dim = levels.length;
  const u = uniform(key(seed), count * dim);
  const data = new Float32Array(count * dim);
  for (let i = 0; i < data.length; i++) {
    const [j, rest] = [i % dim, (u[i]! - 0.6) / 0.4];
    const before = j === 0 || j === 3 ? 0 : data[i - 1]!;
    data[i] = (before + (rest < 0 ? 0 : Math.floor(rest * levels[j]!))) % levels[j]!;
  }
  return bitRows("test", { data, shape: [count, dim] }, levels);
}

/** Fits a base of each kind. */
export async function bitBases(levels: readonly number[]): Promise<[string, BitsBaseParams][]> {
  const train = bitRowsOf(1, 1500, levels);
  const inputs = { train, validation: bitRowsOf(2, 500, levels), key: key(3) };
  const trees = async (components: number, edges: boolean): Promise<BitsBaseParams> => ({
    kind: "trees",
    trees: await fitTreeMixture({ ...inputs, components, edges }),
  });
  const { chain } = await fitBitsChain({ ...inputs, order: Int32Array.of(2, 0, 4, 1, 3) });
  // the rows that it learns from end the training, so that its hidden layer is sure to be used
  const hidden = { ...inputs, validation: train, chain, units: 16, steps: 60, learningRate: 0.05 };
  const bases: [string, BitsBaseParams][] = [
    ["a chain", { kind: "chain", chain }],
    ["a hidden chain", { kind: "chain", chain: await fitHiddenChain(hidden) }],
    ["a Chow–Liu tree", await trees(1, true)],
    ["a mixture of trees", await trees(3, true)],
    ["a mixture of Bernoullis", await trees(4, false)],
  ];
  const weights = [0.4, 0.1, 0.1, 0.2, 0.2];
  return [...bases, ["a stack", { kind: "stack", bases: bases.map(([, base]) => base), weights }]];
}

/** Pearson's χ² of samples, packed, against the probabilities of all states, by number. */
export function chiSquared(
  samples: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  levels: readonly number[],
): number {
  const dim = levels.length;
  const counts = new Float64Array(probabilities.length);
  for (let first = 0; first < samples.length; first += dim) {
    let state = 0;
    for (let j = dim - 1; j >= 0; j--) state = state * levels[j]! + samples[first + j]!;
    counts[state]!++;
  }
  const total = samples.length / dim;
  return counts.reduce((sum, count, i) => {
    const expected = total * probabilities[i]!;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}
