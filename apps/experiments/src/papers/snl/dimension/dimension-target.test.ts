import { key } from "@ebm/core";
import { exactLogNormalizer } from "@ebm/snl";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { drawTarget, LOG_Z, targetEnergy } from "./dimension-target.js";

const energies = (dim: number, data: ArrayLike<number>): Float32Array =>
  tf.tidy(() =>
    targetEnergy(dim)(
      tf.tensor2d(Float32Array.from(data), [data.length / dim, dim]),
    ).dataSync<"float32">(),
  );

test.each([1, 2])("log Z is 3 in %d dimensions", async (dim) => {
  const box = { low: Array(dim).fill(-7), high: Array(dim).fill(7) };
  const exact = await exactLogNormalizer(({ data }) => energies(dim, data), box, { points: 201 });
  expect(exact.logNormalizer).toBeCloseTo(LOG_Z, 4);
});

test("draws have the moments of the target", () => {
  const { data } = drawTarget(key(1), { dim: 2, count: 20_000 });
  const mean = (of: (x: number) => number): number =>
    data.reduce((sum, x) => sum + of(x), 0) / data.length;
  expect(mean((x) => x ** 2)).toBeCloseTo(1.25, 1);
  // E x⁴ = m⁴ + 6m²s² + 3s⁴
  expect(mean((x) => x ** 4)).toBeCloseTo(1 + 1.5 + 3 / 16, 1);
});
