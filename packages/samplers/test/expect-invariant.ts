import type { Tree } from "@ebm/core";
import type * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import type { Chain, ChainState } from "../src/index.js";
import { histogram, type Law, spread } from "./bits.js";

interface Options {
  readonly chains?: number;
  /** The minimum fraction of chains that move. */
  readonly moving?: number;
}

/** The largest deviation, in standard errors. Chance exceeds it once in 150,000 times. */
export const BOUND = 4.5;

/**
 * Asserts that a step keeps the distribution of chains over the states. The number in each state,
 * whose variance is at most its mean, may deviate by less than `BOUND` standard errors.
 */
export function expectInvariant<S extends ChainState & Tree, N extends Tree>(
  chain: Chain<S, N>,
  law: Law,
  noise: (chains: number) => N,
  { chains = 2 ** 14, moving = 0.05 }: Options = {},
): void {
  const x = spread(law, chains);
  const after = chain.step(chain.start(x), noise(x.shape[0])).x;
  const [before, counts] = [histogram(law, x), histogram(law, after)];
  for (const [s, count] of counts.entries()) {
    const expected = chains * law.probabilities[s]!;
    const slack = 1 + law.states.length; // of rounding
    const error = (Math.abs(count - expected) - slack) / Math.sqrt(expected);
    expect(error, `state ${law.states[s]}: ${count} of ${before[s]} expected`).toBeLessThan(BOUND);
  }
  expect(moved(x, after), "chains that moved").toBeGreaterThan(moving);
}

function moved(before: tf.Tensor2D, after: tf.Tensor2D): number {
  const [a, b] = [before.arraySync(), after.arraySync()];
  return a.filter((row, i) => row.join() !== b[i]!.join()).length / a.length;
}
