import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { chiSquared } from "./f-divergences.js";
import { logPartitionBound } from "./log-partition-bound.js";

const logWeights = [0.3, -1.2, 2.1, 0.7, -0.4, 1.6];
const logMeanExp = Math.log(logWeights.reduce((sum, w) => sum + Math.exp(w), 0) / 6);

const bound = (tau: number): number =>
  logPartitionBound(tf.tensor2d([logWeights]), tf.tensor1d([tau])).dataSync()[0]!;

describe("logPartitionBound", () => {
  test("is the log-mean-exp at the τ that minimizes it", () => {
    expectClose(bound(logMeanExp), logMeanExp, { rtol: 1e-6 });
  });

  test.each([-3, -0.5, 0.5, 3])("exceeds it by e^δ − δ − 1 if τ is %d above", (above) => {
    const excess = Math.exp(-above) + above - 1;
    expectClose(bound(logMeanExp + above) - logMeanExp, excess, { rtol: 1e-5 });
  });

  test("bounds row by row", () => {
    const rows = tf.tensor2d([logWeights, logWeights.map((w) => w + 3)]);
    expectClose(logPartitionBound(rows, tf.tensor1d([0, 3])), [bound(0), bound(0) + 3]);
  });

  test("is unbiased: the mean over subsamples is the value on all", () => {
    const tau = tf.fill([15], 0.5) as tf.Tensor1D;
    const pairs = logWeights.flatMap((a, i) => logWeights.slice(i + 1).map((b) => [a, b]));
    expectClose(tf.mean(logPartitionBound(tf.tensor2d(pairs), tau)), bound(0.5));
  });

  test("takes another divergence", () => {
    const chi = logPartitionBound(tf.tensor2d([[1, -2]]), tf.tensor1d([0.5]), {
      divergence: chiSquared(),
    });
    expectClose(chi, [0.5 + (0.5 * (1.5 ** 2 - 1) + 0.5 * (0 - 1)) / 2]);
  });

  test("refuses a mean of nothing", () => {
    expect(() =>
      logPartitionBound(tf.zeros([4, 0]), tf.zeros([4])),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: logPartitionBound: \`logWeights\` has 0 samples, expected 1 or more.]`,
    );
  });

  test("names the input whose shape does not fit", () => {
    expect(() =>
      logPartitionBound(tf.zeros([4, 8]), tf.zeros([3])),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: logPartitionBound: \`tau\` has shape [3], expected [batch] where batch = 4.]`,
    );
  });
});
