import { key, normal } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { divergences } from "../test/divergences.js";
import { exactPartition } from "./exact-partition.js";
import { logProb } from "./log-prob.js";

describe("logProb", () => {
  test("is the log of the model at the exact log-partition", () => {
    const energy = normal(key(1), 6);
    const { logPartition, probabilities } = exactPartition(energy);
    const tau = tf.fill([6], logPartition) as tf.Tensor1D;
    const found = logProb({
      energy: tf.tensor1d(energy),
      logPartition: tau,
      logPrior: -Math.log(6),
    });
    expectClose(found, probabilities.map(Math.log));
  });

  test.each(divergences)(
    "is the log of the model with %s, −∞ where it has p = 0",
    (_, divergence) => {
      const energy = Float32Array.from(normal(key(1), 6), (z) => 2 * z);
      const { logPartition, probabilities } = exactPartition(energy, { divergence });
      const found = logProb(
        {
          energy: tf.tensor1d(energy),
          logPartition: tf.fill([6], logPartition) as tf.Tensor1D,
          logPrior: -Math.log(6),
        },
        { divergence },
      );
      expectClose(tf.exp(found), probabilities);
      const positive = [...probabilities.keys()].filter((y) => probabilities[y]! > 1e-5);
      const logs = found.dataSync();
      expectClose(
        positive.map((y) => logs[y]!),
        positive.map((y) => Math.log(probabilities[y]!)),
        {
          atol: 1e-3,
        },
      );
    },
  );

  test.each(divergences)(
    "is the log of the model under a prior of its own, %s",
    (_, divergence) => {
      const energy = normal(key(2), 4);
      const prior = [0.1, 0.4, 0.3, 0.2];
      const { logPartition, probabilities } = exactPartition(energy, { divergence, prior });
      const found = logProb(
        {
          energy: tf.tensor1d(energy),
          logPartition: tf.fill([4], logPartition) as tf.Tensor1D,
          logPrior: tf.log(tf.tensor1d(prior)),
        },
        { divergence },
      );
      expectClose(tf.exp(found), probabilities);
    },
  );

  test("is right to differentiate, and finite at ±1e4", () => {
    const of = (energy: tf.Tensor): tf.Tensor1D =>
      logProb({ energy: energy as tf.Tensor1D, logPartition: tf.zeros([3]), logPrior: -2 });
    expectClose(of(tf.tensor1d([1e4, -1e4, 0])), [-10002, 9998, -2]);
    expectGradient(of, [tf.tensor1d([1, -1, 0])]);
  });

  test("is that of the prior at zero energy: 174 ln 2 nats for 174 labels", () => {
    const zeros: tf.Tensor1D = tf.zeros([3]);
    const nll = tf.neg(logProb({ energy: zeros, logPartition: zeros, logPrior: -174 * Math.LN2 }));
    expectClose(nll, new Array(3).fill(120.60760941743048));
  });

  test("names the input whose shape does not fit", () => {
    expect(() =>
      logProb({ energy: tf.zeros([3]), logPartition: tf.zeros([2]), logPrior: 0 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: logProb: \`logPartition\` has shape [2], expected [batch] where batch = 3.]`,
    );
    const zeros: tf.Tensor1D = tf.zeros([3]);
    expect(() =>
      logProb({ energy: zeros, logPartition: zeros, logPrior: tf.zeros([2]) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: logProb: \`logPrior\` has shape [2], expected [batch] where batch = 3.]`,
    );
  });
});
