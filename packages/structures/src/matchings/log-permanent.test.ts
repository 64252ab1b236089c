import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { rankings } from "../../test/rankings.js";
import { exactLogPermanent, logPermanent } from "./log-permanent.js";

test("in float64 is a sum over permutations, to 1e-10", () => {
  const scores = normal(key(1), 36);
  const sums = [...rankings(6)].map((labels) =>
    labels.reduce((sum, label, rank) => sum + scores[rank * 6 + label]!, 0),
  );
  const exact = Math.log(sums.reduce((sum, s) => sum + Math.exp(s), 0));
  const found = exactLogPermanent(scores, { rows: 6, columns: 6 });
  expectClose(found, exact, { rtol: 0, atol: 1e-10 });
});

test.each([
  [1, 1],
  [3, 3],
  [8, 8],
  [12, 12],
  [1, 40],
  [3, 20],
])("agrees with float64 to 2e-6 at %d × %d", (rows, columns) => {
  const size = rows * columns;
  for (const scale of [0.1, 1, 30]) {
    const scores = normal(key(2), 2 * size).map((z) => scale * z);
    const exact = [0, 1].map((row) =>
      exactLogPermanent(scores.subarray(row * size, (row + 1) * size), { rows, columns }),
    );
    const found = logPermanent(tf.tensor3d(scores, [2, rows, columns]));
    expectClose(found, exact, { rtol: 2e-6, atol: 2e-6 });
  }
});

test("has marginals as its gradient: rows sum to 1, and columns to 1 or less", () => {
  const gradient = tf.grad((s: tf.Tensor) => tf.sum(logPermanent(s as tf.Tensor3D)));
  for (const [rows, columns] of [
    [9, 9],
    [4, 9],
  ] as const) {
    const marginals = gradient(tf.tensor3d(normal(key(3), 3 * rows * columns), [3, rows, columns]));
    const ofColumns = tf.sum(marginals, 1);
    expectClose(tf.sum(marginals, 2), tf.ones([3, rows]));
    expectClose(tf.sum(ofColumns, 1), tf.fill([3], rows));
    expect(tf.min(marginals).dataSync()[0]).toBeGreaterThan(0);
    expect(tf.max(ofColumns).dataSync()[0]).toBeLessThan(1 + 1e-5);
  }
});
