import { key, mapTree, normal } from "@ebm/core";
import { binaryStates } from "@ebm/metrics";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { tiltTensors } from "../tilt/tilt-tensors.js";
import type { LabelChain } from "./label-chain.js";
import { labelLogProbOf } from "./label-log-prob-of.js";
import { labelSetLogProbs } from "./label-set-log-probs.js";
import { type LabelEnergyName, type LabelTilt, labelTilt } from "./label-tilt.js";
import { sampleLabelSets } from "./sample-label-sets.js";

const labels = 3;
const states = binaryStates(labels);
const count = 2 ** labels;

function chain(seed: number, order: readonly number[]): LabelChain {
  const couplings = new Float32Array(labels ** 2);
  const values = normal(key(seed), labels ** 2 + 2 * labels);
  for (const [i, from] of order.entries()) {
    for (const to of order.slice(i + 1))
      couplings[from * labels + to] = values[from * labels + to]!;
  }
  return {
    order: Int32Array.from(order),
    scale: values.slice(9, 12),
    bias: values.slice(12, 15),
    couplings: { data: couplings, shape: [labels, labels] },
  };
}
const chains = [chain(1, [0, 1, 2]), chain(2, [2, 0, 1])];

/** An energy with random parameters. */
function tiltOf(energy: LabelEnergyName, scale = 1): LabelTilt {
  const shape = { energy, center: Float32Array.of(0.3, 0.5, 0.2) };
  const tilt = labelTilt(shape);
  const params: Record<string, { readonly data: Float32Array; readonly shape: readonly number[] }> =
    {};
  mapTree(tilt.params, (leaf, path) => {
    const data = normal(key(10 + Object.keys(params).length), leaf.size).map((z) => scale * z);
    params[path] = { data, shape: leaf.shape };
    return leaf;
  });
  return { ...shape, params } as LabelTilt;
}

const logits = { data: normal(key(5), 2 * labels), shape: [2, labels] as const };
const repeated = tf.tensor2d(
  Float32Array.from({ length: 2 * count * labels }, (_, i) => {
    const row = Math.floor(i / (count * labels));
    return logits.data[row * labels + (i % labels)]!;
  }),
  [2 * count, labels],
);
const all = tf.tile(tf.tensor2d(states.data, [count, labels]), [2, 1]);

describe.each(["pairs", "low-rank", "mlp"] as const)("an energy of %s", (energy) => {
  const tilt = tiltOf(energy, 0.5);
  const logProb = labelLogProbOf({ chains, labels, tilt });
  const logProbs = logProb({ logits: repeated, y: all }).dataSync();
  const base = labelLogProbOf({ chains, labels })({ logits: repeated, y: all }).dataSync();

  test("gives probabilities that sum to 1, and differ from the base by −f and a constant", () => {
    const opened = labelTilt(tilt);
    const params = tiltTensors(opened, tilt.params);
    const f = opened.energy(params, tf.expandDims(all, 1), repeated).dataSync();
    for (let row = 0; row < 2; row++) {
      const own = Array.from({ length: count }, (_, s) => row * count + s);
      const total = own.reduce((sum, i) => sum + Math.exp(logProbs[i]!), 0);
      expect(total).toBeCloseTo(1, 5);
      const constants = own.map((i) => logProbs[i]! - base[i]! + f[i]!);
      for (const value of constants) expect(value).toBeCloseTo(constants[0]!, 4);
      expect(Math.abs(f[own[0]!]! - f[own[5]!]!)).toBeGreaterThan(1e-3);
    }
  });

  test("is what `labelSetLogProbs` computes, and samples agree with it", async () => {
    const y = { data: states.data.slice(6, 12), shape: [2, labels] as const };
    const found = await labelSetLogProbs({ chains, tilt }, { logits, y });
    expect(found).toMatchObject({ tiltKept: true, effectiveShare: 1 });
    expect(found.logProbs[0]).toBeCloseTo(logProbs[2]!, 4);
    expect(found.logProbs[1]).toBeCloseTo(logProbs[count + 3]!, 4);
    const samples = 1500;
    const drawn = await sampleLabelSets({ chains, tilt }, { logits, key: key(6), samples });
    const counts = new Float64Array(2 * count);
    for (let i = 0; i < 2 * samples; i++) {
      const [a, b, c] = drawn.data.subarray(3 * i, 3 * i + 3);
      const state = Array.from({ length: count }, (_, s) => s).find((s) => {
        return states.data.subarray(3 * s, 3 * s + 3).join() === [a, b, c].join();
      })!;
      counts[Math.floor(i / samples) * count + state]! += 1 / samples;
    }
    for (const [i, share] of counts.entries()) {
      const p = Math.exp(logProbs[i]!);
      expect(Math.abs(share - p)).toBeLessThan(5 * Math.sqrt(p / samples) + 0.02);
    }
  });
});

test("refuses more labels than a sum in the graph can have", () => {
  const tilt = tiltOf("pairs");
  expect(() => labelLogProbOf({ chains, labels: 15, tilt })).toThrow(
    "labelLogProbOf: `model` has an energy over 15 labels, expected 14 at most.",
  );
});

test("an energy does not count in rows with unknown labels", async () => {
  const y = { data: Float32Array.of(1, Number.NaN, 0, 1, 0, 1), shape: [2, labels] as const };
  const tilt = tiltOf("pairs");
  const [tilted, plain] = [
    await labelSetLogProbs({ chains, tilt }, { logits, y }),
    await labelSetLogProbs({ chains }, { logits, y }),
  ];
  expect(tilted.logProbs[0]).toBe(plain.logProbs[0]);
  expect(tilted.logProbs[1]).not.toBe(plain.logProbs[1]);
});
