import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { exactPartition } from "./exact-partition.js";
import { excess } from "./excess.js";
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
  });
});

test("excess is e^δ − δ − 1, accurate near 0", () => {
  expect(excess(0)).toBe(0);
  expectClose(excess(2), Math.exp(2) - 3, { rtol: 1e-14 });
  expectClose(excess(-30), 29 + Math.exp(-30), { rtol: 1e-14 });
  expectClose(excess(1e-6), 5.0000016666671e-13, { rtol: 1e-8, atol: 0 });
});
