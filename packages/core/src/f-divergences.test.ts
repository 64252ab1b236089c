import { expectClose, expectSecondGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import "./gradients.js";
import { capped } from "./capped.js";
import {
  chiSquared,
  type FDivergence,
  jensenShannon,
  kl,
  reverseKl,
  squaredHellinger,
  tsallis,
} from "./f-divergences.js";
import { tempered } from "./tempered.js";

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
  [tempered(kl(), 0.5), [-1e4, ...inside, 1, 5]],
  [tempered(chiSquared(), 0.9), [-1e4, ...inside, 1, 5, 1e4]],
  [tempered(capped(reverseKl(), 0.9), 2), [-1e4, ...inside, 1, 5, 1e4]],
];

describe.each(family.map(([divergence, points]) => [divergence.name, divergence, points] as const))(
  "%s",
  (_, { conjugate, logRatio, generator, ratio }, points) => {
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

    test("has the log of ω", () => {
      expectClose(
        logRatio(tf.tensor1d([...points])),
        points.map((v) => logOf(ratio(v))),
        {
          rtol: 3e-6,
          atol: 2e-5, // of log(1 + v) near v = −1
        },
      );
    });

    test("keeps its mean under importance weights of mean 1", () => {
      const [q, r, v] = [
        [0.5, 0.3, 0.2],
        [0.2, 0.2, 0.6],
        [-2, -0.3, 0.4],
      ];
      const mean = (p: number[], values: tf.Tensor): number =>
        p.reduce((sum, each, i) => sum + each * values.dataSync()[i]!, 0);
      const logWeights = tf.tensor1d(q.map((each, i) => Math.log(each / r[i]!)));
      const plain = mean(q, conjugate(tf.tensor1d(v)));
      expectClose(mean(r, conjugate(tf.tensor1d(v), logWeights)), plain);
      // the weighted gradient is w·ω
      const slope = tf.grad((v: tf.Tensor) => conjugate(v, logWeights))(tf.tensor1d(v));
      expectClose(
        slope,
        v.map((each, i) => (q[i]! / r[i]!) * ratio(each)),
      );
    });

    test("is never NaN below 0 under log-weights of ±1e4, nor is its gradient", () => {
      const v = tf.tensor1d(points.filter((v) => v < 0).flatMap((v) => [v, v]));
      const logWeights = tf.tensor1d(Array.from(v.dataSync(), (_, i) => (i % 2 ? 1e4 : -1e4)));
      const slope = tf.grad((v: tf.Tensor) => conjugate(v, logWeights))(v);
      for (const found of [conjugate(v, logWeights), slope]) {
        expect(found.dataSync().some(Number.isNaN)).toBe(false);
      }
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

test("kl weighs in logs, where neither the weight nor ω can be held", () => {
  const found = kl().conjugate(tf.tensor1d([-1e4, 1e4]), tf.tensor1d([1e4 - 1, -1e4 + 2]));
  expectClose(found, [Math.exp(-1) - 1, Math.exp(2) - 1]);
});

test("chiSquared stays at its least value under any weight where ω is 0", () => {
  for (const divergence of [chiSquared(), capped(chiSquared(), 5), tempered(chiSquared(), 2)]) {
    const found = divergence.conjugate(tf.tensor1d([-2, -2]), tf.tensor1d([1e4, -1e4]));
    const least = -divergence.generator(0);
    expectClose(found, [least, least]);
  }
});

test("tsallis refuses α ≤ 1", () => {
  expect(() => tsallis(1)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: tsallis: \`alpha\` is 1, expected α > 1 (\`kl\` is its limit at 1).]`,
  );
  expect(() => tsallis(Number.NaN)).toThrow("tsallis");
});

/** log ω, above the smallest float32 has the log of. */
function logOf(ratio: number): number {
  return ratio < 1e-300 ? -Infinity : Math.log(ratio);
}

/** Points of u ≥ 0 around a candidate, and far from it. */
function grid(center: number): number[] {
  const near = [1 - 1e-3, 1 - 1e-6, 1 + 1e-6, 1 + 1e-3].map((factor) => factor * center);
  return [1e-9, 1e-4, 0.1, 0.5, 1, 1.4, 2, 10, 1e3, 1e6, ...near];
}
