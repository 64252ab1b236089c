import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { logPermanentFloat64 } from "../test/log-permanent-float64.js";
import { logPermanent } from "./log-permanent.js";
import { rankings } from "./rankings.js";

test("its referee is a sum over permutations, to 1e-10", () => {
  const scores = normal(key(1), 36);
  const sums = [...rankings(6)].map((labels) =>
    labels.reduce((sum, label, rank) => sum + scores[rank * 6 + label]!, 0),
  );
  const exact = Math.log(sums.reduce((sum, s) => sum + Math.exp(s), 0));
  expectClose(logPermanentFloat64(scores, 6), exact, { rtol: 0, atol: 1e-10 });
});

test.each([1, 3, 8, 12])("agrees with float64 to 2e-6 at size %d", (size) => {
  for (const scale of [0.1, 1, 30]) {
    const scores = normal(key(2), 2 * size * size).map((z) => scale * z);
    const exact = [0, 1].map((row) =>
      logPermanentFloat64(scores.subarray(row * size * size, (row + 1) * size * size), size),
    );
    const found = logPermanent(tf.tensor3d(scores, [2, size, size]));
    expectClose(found, exact, { rtol: 2e-6, atol: 2e-6 });
  }
});

test("has marginals as its gradient: rows and columns sum to 1", () => {
  const scores = tf.tensor3d(normal(key(3), 3 * 81), [3, 9, 9]);
  const marginals = tf.grad((s: tf.Tensor) => tf.sum(logPermanent(s as tf.Tensor3D)))(scores);
  for (const axis of [1, 2]) expectClose(tf.sum(marginals, axis), tf.ones([3, 9]));
  expect(tf.min(marginals).dataSync()[0]).toBeGreaterThan(0);
});
