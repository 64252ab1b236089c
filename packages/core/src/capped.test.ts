import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import "./gradients.js";
import { capped } from "./capped.js";
import { cappedForSize } from "./capped-for-size.js";
import {
  chiSquared,
  type FDivergence,
  jensenShannon,
  kl,
  reverseKl,
  squaredHellinger,
  tsallis,
} from "./f-divergences.js";

describe("capped", () => {
  test("is exact up to the cap", () => {
    const v = tf.tensor1d([-50, -1, 0, 1e-3, 1.999]);
    expect(capped(kl(), 2).conjugate(v).dataSync()).toEqual(kl().conjugate(v).dataSync());
  });

  test("is its tangent above, finite at 1e4", () => {
    expectClose(capped(kl(), 2).conjugate(tf.scalar(1e4)), Math.exp(2) * (1 + 1e4 - 2) - 1);
  });

  test("refuses a cap where f* has no finite slope", () => {
    expect(() => capped(reverseKl(), 1)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: capped(reverseKl, 1): \`cap\` has ω(cap) = Infinity, expected it finite, and 1 or more.]`,
    );
  });

  test("refuses a cap that leaves no model: p/q below 1 everywhere", () => {
    expect(() => capped(chiSquared(), -0.5)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: capped(chiSquared, -0.5): \`cap\` has ω(cap) = 0.5, expected it finite, and 1 or more.]`,
    );
    expect(() => capped(kl(), Number.NaN)).toThrow("capped");
    expect(capped(kl(), 0).ratio(7)).toBe(1);
  });
});

describe("cappedForSize", () => {
  const family: readonly FDivergence[] = [kl(), chiSquared(), tsallis(3)];
  const barriers: readonly FDivergence[] = [reverseKl(), jensenShannon(), squaredHellinger()];

  test.each([...family, ...barriers])("lets ω of $name reach |Y|, and no more", (divergence) => {
    for (const logSize of [0.5, Math.log(64), 11]) {
      const { ratio } = cappedForSize(divergence, logSize);
      expectClose(ratio(1e30), Math.exp(logSize), { rtol: 1e-9 });
      expect(ratio(1e30)).toBeGreaterThanOrEqual(Math.exp(logSize) * (1 - 1e-15));
      expect(ratio(0.01)).toBe(divergence.ratio(0.01));
    }
  });

  test.each([...family, ...barriers])("keeps $name finite in float32, however large Y", (it) => {
    const { conjugate, ratio } = cappedForSize(it, 120.6);
    expect(ratio(1e30)).toBeLessThanOrEqual(Math.exp(30) * (1 + 1e-12));
    const v = tf.tensor1d([-1e4, 0.9999, 1, 50, 1e4]);
    const slope = tf.grad((v: tf.Tensor) => conjugate(v))(v);
    for (const found of [conjugate(v), slope]) {
      expect(found.dataSync().every(Number.isFinite)).toBe(true);
    }
  });

  test.each([...family, ...barriers])(
    "of one member leaves $name p = q: f* is v, from 0 on",
    (it) => {
      const { conjugate } = cappedForSize(it, 0);
      const v = tf.tensor1d([-1e4, -0.5, 0, 1e-3, 3, 1e4]);
      const above = conjugate(v).dataSync().slice(2);
      expectClose(above, [0, 1e-3, 3, 1e4], { atol: 1e-6 });
      const slope = tf
        .grad((v: tf.Tensor) => conjugate(v))(v)
        .dataSync();
      expectClose(slope, [-1e4, -0.5, 0, 0, 0, 0].map(it.ratio), { atol: 1e-6 });
    },
  );

  test("leaves alone what is capped below", () => {
    const low = capped(kl(), 1);
    expect(cappedForSize(low, 5)).toBe(low);
  });

  test("refuses a size that is none", () => {
    expect(() => cappedForSize(kl(), -1)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: cappedForSize: \`logSize\` is -1, expected log |Y| ≥ 0.]`,
    );
  });
});
