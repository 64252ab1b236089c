import { key, normal, uniform } from "@ebm/core";
import { compile } from "@ebm/engine";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { chainLogProb } from "./chain-log-prob.js";
import type { LabelChain } from "./label-chain.js";
import { sampleChains } from "./sample-chains.js";

const labels = 5;
const states = 2 ** labels;
const orders = [
  [0, 1, 2, 3, 4],
  [4, 2, 0, 1, 3],
];
const chains = orders.map((order, c): LabelChain => {
  const data = normal(key(c), labels ** 2).map((value, i) => {
    const [from, to] = [Math.floor(i / labels), i % labels];
    return order.indexOf(from) < order.indexOf(to) ? 2 * value : 0;
  });
  return {
    order: Int32Array.from(order),
    scale: uniform(key(10 + c), labels).map((u) => u + 0.5),
    bias: normal(key(20 + c), labels),
    couplings: { data, shape: [labels, labels] },
  };
});
const logits = normal(key(30), labels);
const bitOf = (state: number, label: number): number => (state >> label) & 1;

/** Probabilities of all states in float64, one label after another. */
function referee(): Float64Array {
  const p = new Float64Array(states);
  for (const { order, scale, bias, couplings } of chains) {
    for (let state = 0; state < states; state++) {
      let product = 1 / chains.length;
      const before: number[] = [];
      for (const j of order) {
        let logit = scale[j]! * logits[j]! + bias[j]!;
        for (const i of before) {
          const surprise = bitOf(state, i) - 1 / (1 + Math.exp(-logits[i]!));
          logit += couplings.data[i * labels + j]! * surprise;
        }
        const one = 1 / (1 + Math.exp(-logit));
        product *= bitOf(state, j) ? one : 1 - one;
        before.push(j);
      }
      p[state]! += product;
    }
  }
  return p;
}

const exact = referee();

describe("chainLogProb", () => {
  test("agrees with float64 on all states, and sums to 1", () => {
    expect(exact.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    const y = tf.tensor2d(
      Array.from({ length: states * labels }, (_, i) => bitOf(Math.floor(i / labels), i % labels)),
      [states, labels],
    );
    const repeated = tf.tile(tf.tensor2d(logits, [1, labels]), [states, 1]);
    const logProb = chainLogProb(chains, { logits: repeated, y });
    expectClose(logProb, exact.map(Math.log), { atol: 1e-4 });
  });

  test("is finite at large logits, and has a gradient", () => {
    const y = tf.tensor2d([1, 0, 1, 1, 0], [1, labels]);
    const large = tf.tensor2d([1e4, -1e4, 1e4, -1e4, 1e4], [1, labels]);
    expect(Number.isFinite(chainLogProb(chains, { logits: large, y }).dataSync()[0])).toBe(true);
    const own = tf.tensor2d(logits, [1, labels]);
    expectGradient((x) => chainLogProb(chains, { logits: x as tf.Tensor2D, y }), [own]);
  });

  test("leaves unknown labels out", () => {
    const known = {
      ...chains[0]!,
      couplings: { data: new Float32Array(25), shape: [5, 5] as const },
    };
    const own = tf.tensor2d(logits, [1, labels]);
    const [some, none] = [
      [1, -1, 0, -1, -1],
      [-1, -1, -1, -1, -1],
    ].map((y) => chainLogProb([known], { logits: own, y: tf.tensor2d([y]) }).dataSync()[0]!);
    expect(none).toBeCloseTo(0, 6);
    const logit = (j: number): number => known.scale[j]! * logits[j]! + known.bias[j]!;
    const expected = -Math.log1p(Math.exp(-logit(0))) - Math.log1p(Math.exp(logit(2)));
    expect(some).toBeCloseTo(expected, 4);
  });
});

describe("sampleChains", () => {
  const draws = 40_000;
  const inputs = {
    logits: {
      data: Float32Array.from({ length: draws * labels }, (_, i) => logits[i % labels]!),
      shape: [draws, labels] as const,
    },
    uniforms: { data: uniform(key(5), draws * (labels + 1)), shape: [draws, labels + 1] as const },
  };
  const sample = (it: { logits: tf.Tensor2D; uniforms: tf.Tensor2D }) => sampleChains(chains, it);

  test("draws each state as often as it is likely", async () => {
    const run = compile(sample);
    const { output } = await run(inputs);
    await run.dispose();
    const counts = new Float64Array(states);
    for (let row = 0; row < draws; row++) {
      let state = 0;
      for (let j = 0; j < labels; j++) state += output.data[row * labels + j]! * 2 ** j;
      counts[state]!++;
    }
    for (const [state, p] of exact.entries()) {
      const error = Math.sqrt(p * (1 - p) * draws) + 1;
      expect(Math.abs(counts[state]! - p * draws)).toBeLessThan(4.5 * error);
    }
  });

  test("is the same compiled and eager", async () => {
    const few = {
      logits: { data: inputs.logits.data.slice(0, 20 * labels), shape: [20, labels] as const },
      uniforms: { data: uniform(key(6), 20 * (labels + 1)), shape: [20, labels + 1] as const },
    };
    const [fast, eager] = [compile(sample), compile(sample, { runtime: "tfjs" })];
    expect((await fast(few)).output.data).toEqual((await eager(few)).output.data);
    await fast.dispose();
  });
});
