import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { exactLogNormalizer } from "../estimates/exact-log-normalizer.js";
import { importanceLoss } from "../losses/importance-loss.js";
import { gaussian } from "./gaussian.js";
import { tiltedEnergy } from "./tilted-energy.js";

const base = gaussian({ mean: [1], factor: [[2]], whitener: [[0.5]] });

test("a tilted energy of zero has log Z = 0", async () => {
  const energy = tiltedEnergy((x: tf.Tensor2D) => tf.zeros<tf.Rank.R1>([x.shape[0]]), base);
  const { logNormalizer } = await exactLogNormalizer(
    ({ data, shape }) => energy(tf.tensor2d(data, [...shape])).dataSync(),
    { low: [-20], high: [20] },
  );
  expect(Math.abs(logNormalizer)).toBeLessThan(1e-5);
});

test("the log-weights of an energy tilted by the proposal are −f", () => {
  const f = (x: tf.Tensor2D): tf.Tensor1D => tf.sin(tf.squeeze(x, [1]));
  const energy = tiltedEnergy(f, base);
  const y = base.sample(tf.tensor2d(normal(key(1), 30), [30, 1]));
  const x = tf.tensor2d(normal(key(2), 10), [10, 1]);
  const tilted = importanceLoss({
    dataEnergy: energy(x),
    sampleEnergy: energy(y),
    sampleLogProb: base.logProb(y),
  });
  const plain = importanceLoss({
    dataEnergy: f(x),
    sampleEnergy: f(y),
    sampleLogProb: tf.zeros<tf.Rank.R1>([30]),
  });
  expectClose(tilted, tf.sub(plain, tf.mean(base.logProb(x))));
});
