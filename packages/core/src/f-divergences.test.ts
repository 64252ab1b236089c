import { expectClose, expectSecondGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import "./gradients.js";
import {
  capped,
  chiSquared,
  type FDivergence,
  jensenShannon,
  kl,
  reverseKl,
  squaredHellinger,
  tsallis,
} from "./f-divergences.js";

const inside = [-3, -1.5, -0.99, -0.5, -1e-3, 0, 0.2, 0.6];
const family: readonly [FDivergence, readonly number[]][] = [
  [kl(), [-1e4, ...inside, 1, 5]],
  [chiSquared(), [-1e4, ...inside, 1, 5, 1e4]],
  [tsallis(1.5), [-1e4, ...inside, 1, 5, 1e4]],
  [tsallis(2.5), [-1e4, ...inside, 1, 5, 1e4]],
  [reverseKl(), [-1e4, ...inside, 0.9]],
  [jensenShannon(), [-1e4, ...inside]],
  [squaredHellinger(), [-1e4, ...inside, 0.9]],
  [capped(kl(), 0.5), [-1e4, ...inside, 1, 5, 1e4]],
  [capped(squaredHellinger(), 0.5), [-1e4, ...inside, 1, 5, 1e4]],
];

describe.each(family.map(([divergence, points]) => [divergence.name, divergence, points] as const))(
  "%s",
  (_, { conjugate, generator, ratio }, points) => {
    test("has a generator with its minimum, 0, at u = 1", () => {
      expect(generator(1)).toBeCloseTo(0, 12);
      for (const u of [1e-3, 0.5, 0.9, 1.1, 1.5]) expect(generator(u)).toBeGreaterThan(0);
    });

    test("attains its conjugate, the largest uv − f(u), at u = ω(v)", () => {
      for (const v of points) {
        const attained = ratio(v) * v - generator(ratio(v));
        const others = grid(ratio(v)).map((u) => u * v - generator(u));
        expect(Math.max(...others)).toBeLessThanOrEqual(attained + 1e-9 * (1 + Math.abs(attained)));
        expectClose(conjugate(tf.scalar(v)), attained, { rtol: 2e-6, atol: 1e-6 });
      }
    });

    test("has ω as the slope of its conjugate", () => {
      const exact = (v: number): number => ratio(v) * v - generator(ratio(v));
      for (const v of points.filter((v) => Math.abs(v) < 1e3)) {
        const slope = (exact(v + 1e-5) - exact(v - 1e-5)) / 2e-5;
        expectClose(slope, ratio(v), { rtol: 1e-4, atol: 1e-4 });
      }
    });

    test("has ω as its gradient, in float32 too, and a second one", () => {
      const f = (v: tf.Tensor): tf.Tensor => conjugate(v);
      expectClose(tf.grad(f)(tf.tensor1d([...points])), points.map(ratio), {
        rtol: 3e-6,
        atol: 1e-6,
      });
      // clear of the kinks, at −1 and below, and at 0.5
      expectSecondGradient(f, [generic([6], { from: -0.25, to: 0.35 })], { step: 1 / 32 });
    });

    test("has finite derivatives where ω is 0, or large", () => {
      const slope = tf.grad((v: tf.Tensor) => tf.sum(conjugate(v)));
      const curvature = tf.grad((v: tf.Tensor) => tf.sum(slope(v)));
      const far = tf.tensor1d(points.filter((v) => Math.abs(v) >= 5));
      for (const derivative of [slope, curvature]) {
        expect(derivative(far).dataSync().every(Number.isFinite)).toBe(true);
      }
    });

    test("starts at p = q", () => {
      expect(ratio(0)).toBe(1);
      expectClose(conjugate(tf.scalar(0)), 0, { atol: 1e-7 });
    });
  },
);

describe("limits", () => {
  test("tsallis(2) is chiSquared", () => {
    const v = tf.tensor1d([-2, -1, 0.3, 4]);
    expectClose(tsallis(2).conjugate(v), chiSquared().conjugate(v));
  });

  test("tsallis nears kl as α nears 1", () => {
    for (const v of [-2, 0, 1.5])
      expectClose(tsallis(1.0001).ratio(v), Math.exp(v), { rtol: 1e-3 });
  });

  test("a barrier is infinite, and never NaN", () => {
    for (const { conjugate, ratio } of [reverseKl(), jensenShannon(), squaredHellinger()]) {
      expect(conjugate(tf.scalar(2)).dataSync()[0]).toBe(Infinity);
      expect(ratio(2)).toBe(Infinity);
    }
  });
});

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
      `[EbmError: capped(reverseKl, 1): \`cap\` has ω(cap) = Infinity, expected it positive and finite.]`,
    );
    expect(() => capped(chiSquared(), -3)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: capped(chiSquared, -3): \`cap\` has ω(cap) = 0, expected it positive and finite.]`,
    );
  });
});

test("tsallis refuses α ≤ 1", () => {
  expect(() => tsallis(1)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: tsallis: \`alpha\` is 1, expected α > 1 (\`kl\` is its limit at 1).]`,
  );
  expect(() => tsallis(Number.NaN)).toThrow("tsallis");
});

/** Points of u ≥ 0 around a candidate, and far from it. */
function grid(center: number): number[] {
  const near = [1 - 1e-3, 1 - 1e-6, 1 + 1e-6, 1 + 1e-3].map((factor) => factor * center);
  return [1e-9, 1e-4, 0.1, 0.5, 1, 1.4, 2, 10, 1e3, 1e6, ...near];
}
