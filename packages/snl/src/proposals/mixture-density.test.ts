import { key, normal } from "@ebm/core";
import { expectClose, expectGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { mixtureDensity } from "./mixture-density.js";

describe("mixtureDensity", () => {
  test("has a density of its own for each input", () => {
    const rows = tf.tensor2d(normal(key(5), 30), [3, 10]);
    const y = tf.tensor3d(normal(key(6), 3 * 4 * 2), [3, 4, 2]);
    const z = tf.tensor3d(normal(key(7), 3 * 4 * 3), [3, 4, 3]);
    const together = mixtureDensity(rows, { components: 2, dim: 2 });
    for (let i = 0; i < 3; i++) {
      const alone = mixtureDensity(tf.slice(rows, [i, 0], [1, 10]), { components: 2, dim: 2 });
      const of = <T extends tf.Tensor>(x: T): T => tf.slice(x as tf.Tensor, i, 1) as T;
      expectClose(of(together.logProb(y)), alone.logProb(of(y)));
      expectClose(of(together.sample(z)), alone.sample(of(z)));
    }
  });

  test("learns from the data: its logProb agrees with finite differences in the outputs", () => {
    const y = generic([3, 2, 2]) as tf.Tensor3D;
    expectGradient(
      (rows) => mixtureDensity(rows as tf.Tensor2D, { components: 2, dim: 2 }).logProb(y),
      [generic([3, 10], { from: -1, to: 1 })],
    );
  });

  test("is finite with its gradient at outputs of ±1e4", () => {
    const rows = tf.mul(generic([1, 10]), 1e4) as tf.Tensor2D;
    const logProb = (rows: tf.Tensor): tf.Tensor =>
      mixtureDensity(rows as tf.Tensor2D, { components: 2, dim: 2 }).logProb(tf.zeros([1, 1, 2]));
    for (const x of [logProb(rows), tf.grad(logProb)(rows)]) {
      for (const value of x.dataSync()) expect(Number.isFinite(value)).toBe(true);
    }
  });
});
