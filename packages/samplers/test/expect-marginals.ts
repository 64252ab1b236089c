import { scan, type Tree } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import type { Chain, ChainState } from "../src/index.js";
import type { Law } from "./bits.js";
import { BOUND } from "./expect-invariant.js";

/** Asserts that chains that start from x = 0 reach the marginals of a distribution. */
export function expectMarginals<S extends ChainState & Tree, N extends Tree>(
  chain: Chain<S, N>,
  { marginals }: Law,
  noise: (chains: number) => N,
  { chains = 2 ** 10 }: { readonly chains?: number } = {},
): void {
  const x = tf.zeros<tf.Rank.R2>([chains, marginals.length]);
  const means = tf.mean(scan(chain.step, chain.start(x), noise(chains)).x, 0).dataSync();
  for (const [i, p] of marginals.entries()) {
    const error = (means[i]! - p) / Math.sqrt((p * (1 - p)) / chains);
    expect(Math.abs(error), `bit ${i}: ${means[i]}, expected ${p}`).toBeLessThan(BOUND);
  }
}
