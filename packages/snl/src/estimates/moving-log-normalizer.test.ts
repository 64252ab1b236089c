import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { movingLogNormalizer } from "./moving-log-normalizer.js";

const at = (b: number, estimate: number, rate: number): number =>
  movingLogNormalizer(
    { logNormalizer: tf.scalar(b), estimate: tf.scalar(estimate) },
    { rate },
  ).dataSync()[0]!;

describe("movingLogNormalizer", () => {
  test.each([
    [0, 1, 0.1],
    [3, -2, 0.5],
    [-1, 4, 0.9],
  ])("is log((1 − η) e^%d + η e^%d) at η = %d", (b, estimate, rate) => {
    const expected = Math.log((1 - rate) * Math.exp(b) + rate * Math.exp(estimate));
    expect(at(b, estimate, rate)).toBeCloseTo(expected, 5);
  });

  test("bounds the mean weight by 1 / η, at estimates of ±1e4 too", () => {
    for (const rate of [0.01, 0.3]) {
      for (const estimate of [-1e4, -5, 0, 5, 1e4]) {
        const b = at(0, estimate, rate);
        expect(Number.isFinite(b)).toBe(true);
        expect(estimate - b).toBeLessThanOrEqual(-Math.log(rate) + 1e-2);
      }
    }
  });

  test("comes to rest at the mean of the estimates, not of their logarithms", () => {
    let b = 5;
    let mean = 0;
    for (let step = 0; step < 2000; step++) {
      b = at(b, step % 2 ? 0 : Math.log(3), 0.01);
      if (step >= 1000) mean += Math.exp(b) / 1000;
    }
    expect(mean).toBeCloseTo(2, 1);
  });

  test("takes a b for each input", () => {
    const logNormalizer = tf.tensor1d([0, 1]);
    const moved = movingLogNormalizer({ logNormalizer, estimate: logNormalizer });
    expectClose(moved, logNormalizer);
  });

  test("is a constant to the gradient", () => {
    const moved = (logNormalizer: tf.Scalar, estimate: tf.Scalar): tf.Scalar =>
      tf.mul(logNormalizer, movingLogNormalizer({ logNormalizer, estimate }));
    const [b, estimate] = [tf.scalar(2), tf.scalar(1)];
    const ofB = tf.grad((b: tf.Tensor) => moved(b as tf.Scalar, estimate))(b);
    expectClose(ofB, movingLogNormalizer({ logNormalizer: b, estimate }));
  });

  test("refuses a rate that is none, and shapes that differ", () => {
    expect(() => at(0, 0, 1)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: movingLogNormalizer: \`rate\` is 1, expected 0 < rate < 1.]`,
    );
    expect(() =>
      movingLogNormalizer<tf.Tensor>({ logNormalizer: tf.scalar(0), estimate: tf.zeros([2]) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: movingLogNormalizer: \`estimate\` has shape [2], expected [].]`,
    );
  });
});
