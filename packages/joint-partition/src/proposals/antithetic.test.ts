import { key, uniform } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { divergences } from "../../test/divergences.js";
import { cube } from "../../test/members.js";
import { exactPartition } from "../exact-partition.js";
import { type DivergenceOptions, jointPartitionLoss } from "../joint-partition-loss.js";
import { antithetic } from "./antithetic.js";
import { plackettLuce } from "./plackett-luce.js";
import { productBernoulli } from "./product-bernoulli.js";

const u = [0.5, -0.4, 0.3, -0.2];
const scores = tf.keep(tf.tensor2d([u]));
const { sample } = productBernoulli(tf.keep(tf.zeros([1, 4])));
const { logPartition } = exactPartition(
  cube(4).map((y) => -y.reduce((sum, on, i) => sum + on * u[i]!, 0)),
);

const lossOn = (draws: tf.Tensor2D, options: DivergenceOptions = {}): number =>
  jointPartitionLoss(
    {
      dataEnergy: tf.zeros([1]),
      sampleEnergy: tf.neg(tf.matMul(scores, draws, false, true)),
      logPartition: tf.tensor1d([logPartition]),
    },
    options,
  ).dataSync()[0]!;
const loss = (uniforms: tf.Tensor3D, options: DivergenceOptions = {}): number =>
  lossOn(tf.squeeze<tf.Tensor2D>(sample(uniforms), [0]), options);

describe("antithetic", () => {
  test("pairs fair bits with their opposites, at every uniform there is", () => {
    const grid = tf.tensor3d([[[0, 0.5 - 2 ** -24, 0.5, 1 - 2 ** -24]]]);
    const ys = sample(antithetic(grid)).arraySync();
    expect(ys).toEqual([
      [
        [1, 1, 0, 0],
        [0, 0, 1, 1],
      ],
    ]);
    const twice = antithetic(tf.tensor2d(uniform(key(1), 6), [3, 2]));
    expect(twice.shape).toEqual([6, 2]);
    expect(Math.min(...twice.dataSync())).toBeGreaterThanOrEqual(0);
    expect(Math.max(...twice.dataSync())).toBeLessThan(1);
  });

  test("pairs uniform rankings with their reverse", () => {
    const draw = plackettLuce(tf.zeros([1, 2])).sample;
    const ys = draw(antithetic(tf.tensor3d(uniform(key(2), 40), [1, 20, 2])));
    const [first, second] = tf.split(ys, 2, 1);
    expectClose(tf.add(first!, second!), new Array(40).fill(1));
  });

  test.each(divergences)("leaves the loss with %s unbiased", (_, divergence) => {
    const mean = cube(4).reduce((sum, bits) => {
      const noise = bits.map((bit) => (bit ? 0.25 : 0.75));
      return sum + loss(antithetic(tf.tensor3d([[noise]])), { divergence }) / 16;
    }, 0);
    expectClose(mean, lossOn(tf.tensor2d(cube(4)), { divergence }));
  });

  test("has a sixth of the variance, or less, of as many independent draws", () => {
    const runs = 400;
    const variance = (draw: (run: number) => tf.Tensor3D): number => {
      const losses = Array.from({ length: runs }, (_, run) => tf.tidy(() => loss(draw(run))));
      return losses.reduce((sum, each) => sum + (each - logPartition) ** 2, 0) / runs;
    };
    const noise = (seed: number, draws: number): tf.Tensor3D =>
      tf.tensor3d(uniform(key(seed), 4 * draws), [1, draws, 4]);
    const independent = variance((run) => noise(run, 8));
    const paired = variance((run) => antithetic(noise(run, 4)));
    expect(paired).toBeLessThan(independent / 6);
    // 1/8 of the variance of one draw, χ² = Π 2(1 + e^2u)/(1 + e^u)² − 1, within 4 errors
    const chi = u.reduce((p, x) => (p * 2 * (1 + Math.exp(2 * x))) / (1 + Math.exp(x)) ** 2, 1) - 1;
    expect(Math.abs(independent / (chi / 8) - 1)).toBeLessThan(4 * Math.sqrt(2.5 / runs));
  });

  test("refuses a vector", () => {
    const vector = tf.zeros([3]) as tf.Tensor as tf.Tensor2D;
    expect(() => antithetic(vector)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: antithetic: \`uniforms\` has shape [3], expected [..., samples, noiseDim].]`,
    );
  });
});
