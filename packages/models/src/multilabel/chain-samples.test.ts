import { key, normal } from "@ebm/core";
import { binaryStates } from "@ebm/metrics";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { chainLogProb } from "./chain-log-prob.js";
import { chainSamples } from "./chain-samples.js";
import type { LabelChain } from "./label-chain.js";

const labels = 3;

function chain(seed: number, order: readonly number[]): LabelChain {
  const values = normal(key(seed), 6);
  const couplings = new Float32Array(9);
  for (const [i, from] of order.entries()) {
    for (const to of order.slice(i + 1)) couplings[from * labels + to] = 2 * values[from]!;
  }
  return {
    order: Int32Array.from(order),
    scale: Float32Array.of(1, 0.5, 1.2),
    bias: values.slice(3),
    couplings: { data: couplings, shape: [labels, labels] },
  };
}

test("has each set as often as `chainLogProb` says", () => {
  const chains = [chain(1, [0, 1, 2]), chain(2, [2, 1, 0])];
  const logits = { data: normal(key(3), 2 * labels), shape: [2, labels] as const };
  const samples = 20_000;
  const sampled = chainSamples(chains, { logits, rows: [1], samples, key: key(4) });
  const states = binaryStates(labels);
  const row = tf.tensor2d([...logits.data.slice(labels)], [1, labels]);
  const y = tf.tensor2d(states.data, [8, labels]);
  const logProbs = chainLogProb(chains, { logits: tf.tile(row, [8, 1]), y }).dataSync();
  const counts = new Map<string, number>();
  for (let i = 0; i < samples; i++) {
    const set = sampled.subarray(i * labels, (i + 1) * labels).join();
    counts.set(set, (counts.get(set) ?? 0) + 1);
  }
  const chiSquare = Array.from(logProbs).reduce((sum, logProb, s) => {
    const expected = samples * Math.exp(logProb);
    const set = states.data.slice(s * labels, (s + 1) * labels).join();
    return sum + ((counts.get(set) ?? 0) - expected) ** 2 / expected;
  }, 0);
  expect(chiSquare).toBeLessThan(24.3); // 7 degrees of freedom, p = 0.001
});
