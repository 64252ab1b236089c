import { key, uniform } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import type { Draws, NeighborSampler } from "./neighbor-sampler.js";
import { neighborSamplers } from "./neighbor-samplers.js";
import { stratified } from "./stratified.js";
import { systematic } from "./systematic.js";
import { withReplacement } from "./with-replacement.js";
import { withoutReplacement } from "./without-replacement.js";

const logits = [0.3, -2, 1.5, -40, 0, 2.5, -1];
const values = [1, -2, 3, 1e6, 5, -0.5, 2];
const [neighbors, rows] = [logits.length, 20_000];
const proposal = softmax(logits);
/** The sum that draws estimate: of −40, at 1e6, about nothing is seen, and nothing expected. */
const reachable = values.map((value, i) => (i === 3 ? 0 : value));
const total = reachable.reduce((a, b) => a + b);

const draws = (sampler: NeighborSampler, given = logits, count = rows, seed = 1): Draws => {
  const noise = sampler.noiseDim(given.length);
  return sampler.draw({
    logits: tf.mul(tf.ones([count, 1]), tf.tensor2d([given])),
    uniforms: tf.tensor2d(uniform(key(seed), count * noise), [count, noise]),
  });
};

describe.each(Object.values(neighborSamplers).map((factory) => [factory.name, factory] as const))(
  "%s",
  (name, factory) => {
    test.each([1, 2, 4])("is unbiased at %d draws, for every function of the number", (samples) => {
      const { indices, logWeights } = draws(factory(samples));
      const [at, log] = [indices.arraySync(), logWeights.arraySync()];
      const sums = at.map((row, b) =>
        row.reduce((sum, i, s) => sum + Math.exp(log[b]![s]!) * reachable[i]!, 0),
      );
      const mean = sums.reduce((a, b) => a + b) / rows;
      const deviation = Math.sqrt(sums.reduce((a, b) => a + (b - mean) ** 2, 0) / rows);
      expect(Math.abs(mean - total)).toBeLessThan((4.5 * deviation) / Math.sqrt(rows) + 1e-4);
    });

    test("draws nothing that is masked, and weights it as if it were not there", () => {
      const { indices, logWeights } = draws(factory(2), [-1e30, 0, -1e30, 0, -1e30]);
      const drawn = new Set(indices.dataSync());
      expect([...drawn].sort()).toEqual([1, 3]);
      const sums = tf.sum(tf.exp(logWeights), 1);
      expectClose(tf.mean(sums), 2, { rtol: 1e-3 });
    });

    test.each([0, 1 - 2 ** -24])("draws nothing that is masked at uniforms of %d either", (u) => {
      const sampler = factory(1);
      const masked = tf.tensor2d([[-1e30, 0, 0, -1e30]]);
      const uniforms = tf.fill<tf.Rank.R2>([1, sampler.noiseDim(4)], u);
      expect([1, 2]).toContain(sampler.draw({ logits: masked, uniforms }).indices.dataSync()[0]);
    });

    test("does not change as a row of logits is moved by ±1e4", () => {
      const still = draws(factory(3), logits, 50);
      for (const shift of [1e4, -1e4]) {
        const moved = draws(
          factory(3),
          logits.map((logit) => logit + shift),
          50,
        );
        expect([...moved.indices.dataSync()]).toEqual([...still.indices.dataSync()]);
        expectClose(moved.logWeights, still.logWeights, { rtol: 5e-3, atol: 5e-3 });
      }
    });

    test("is finite where logits are at ±1e4", () => {
      const { logWeights } = draws(factory(1), [1e4, -1e4, 0], 50);
      for (const log of logWeights.dataSync()) expect(Math.abs(log)).toBeLessThan(1e-3);
    });

    test("finds the only neighbor there is", () => {
      const { indices, logWeights } = draws(factory(1), [3], 5);
      expectClose(indices, new Array(5).fill(0));
      expectClose(logWeights, new Array(5).fill(0));
    });

    test("has weights with a gradient in the logits", () => {
      const sampler = factory(2);
      const count = 3;
      const noise = sampler.noiseDim(neighbors);
      const uniforms = tf.tensor2d(uniform(key(5), count * noise), [count, noise]);
      const f = (given: tf.Tensor): tf.Tensor =>
        sampler.draw({ logits: given as tf.Tensor2D, uniforms }).logWeights;
      // no draw, nor the threshold of those without replacement, moves with the logits
      const gradient = tf.grad((given: tf.Tensor) => tf.sum(f(given)));
      const at = tf.mul(tf.ones([count, 1]), tf.tensor2d([logits]));
      if (name === "withReplacement" || name === "stratified") {
        expectGradient(f, [at], { step: 1 / 512, rtol: 1e-2, atol: 1e-2 });
      }
      for (const slope of gradient(at).dataSync()) expect(Number.isFinite(slope)).toBe(true);
    });

    test("takes no number of draws but a positive integer", () => {
      for (const samples of [0, 1.5, Number.NaN])
        expect(() => factory(samples)).toThrow(`${name}: `);
    });

    test("names the noise whose shape does not fit", () => {
      const uniforms = tf.zeros<tf.Rank.R2>([2, 9]);
      expect(() =>
        factory(3).draw({ logits: tf.zeros<tf.Rank.R2>([2, neighbors]), uniforms }),
      ).toThrow(`${name}(3): \`uniforms\` has shape [2, 9]`);
    });
  },
);

describe.each(Object.entries({ withReplacement, stratified }))("%s", (_, factory) => {
  test("draws number i as often as the softmax says, and weights it 1/(samples·n)", () => {
    const { indices, logWeights } = draws(factory(4));
    const counts = new Array(neighbors).fill(0);
    for (const i of indices.dataSync()) counts[i]++;
    for (const [i, p] of proposal.entries()) {
      const mean = 4 * rows * p;
      expect(Math.abs(counts[i] - mean)).toBeLessThanOrEqual(4.5 * Math.sqrt(mean) + 1e-9);
    }
    const expected = [...indices.dataSync()].map((i) => -Math.log(4 * proposal[i]!));
    expectClose(logWeights, expected);
  });
});

describe.each(Object.entries({ systematic, withoutReplacement }))("%s", (_, factory) => {
  test("draws no number twice", () => {
    for (const row of draws(factory(4), logits, 500).indices.arraySync()) {
      expect(new Set(row).size).toBe(4);
    }
  });

  test("draws all with weight 1 where it draws as many as there are", () => {
    const flat = logits.map((logit) => logit / 10);
    const { indices, logWeights } = draws(factory(neighbors), flat, 20);
    for (const row of indices.arraySync()) {
      expect([...row].sort()).toEqual(logits.map((_, i) => i));
    }
    expectClose(logWeights, new Array(20 * neighbors).fill(0));
  });
});

describe("systematic", () => {
  test("is sure of numbers above their share, and draws the rest in proportion", () => {
    // of 3 draws, 0.9 takes one, and 0.06 one of the two that 0.1 is left
    const masses = [0.02, 0.9, 0.01, 0.06, 0.01];
    const { indices, logWeights } = draws(systematic(3), masses.map(Math.log), 2000);
    const pi = [0.5, 1, 0.25, 1, 0.25];
    const counts = new Array(5).fill(0);
    for (const i of indices.dataSync()) counts[i]++;
    for (const [i, p] of pi.entries()) {
      expect(Math.abs(counts[i] / 2000 - p)).toBeLessThanOrEqual(
        4.5 * Math.sqrt((p * (1 - p)) / 2000) + 1e-9,
      );
    }
    expectClose(
      logWeights,
      [...indices.dataSync()].map((i) => -Math.log(pi[i]!)),
    );
  });

  test("is sure of the largest even if the rest is lost in rounding", () => {
    const { indices, logWeights } = draws(systematic(2), [50, 0, 0, 49, 0], 100);
    expect(new Set(indices.dataSync())).toEqual(new Set([0, 3]));
    expectClose(logWeights, new Array(200).fill(0));
  });
});

describe("withoutReplacement", () => {
  test("draws the first of its softmax, and the next of what is left", () => {
    const first = new Array(neighbors).fill(0);
    const second = new Array(neighbors).fill(0);
    for (const [a, b] of draws(withoutReplacement(2)).indices.arraySync() as [number, number][]) {
      first[a]++;
      second[b]++;
    }
    for (const [i, p] of proposal.entries()) {
      const next = proposal.reduce((sum, q, j) => sum + (i === j ? 0 : (q * p) / (1 - q)), 0);
      for (const [count, chance] of [
        [first[i], p],
        [second[i], next],
      ] as [number, number][]) {
        expect(Math.abs(count / rows - chance)).toBeLessThan(4.5 * Math.sqrt(chance / rows) + 1e-9);
      }
    }
  });
});

function softmax(x: readonly number[]): number[] {
  const mass = x.reduce((sum, xi) => sum + Math.exp(xi), 0);
  return x.map((xi) => Math.exp(xi) / mass);
}
