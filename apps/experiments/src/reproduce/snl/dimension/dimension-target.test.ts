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

test("draws have the variance of the target along its centres and across them", () => {
  const { data } = drawTarget(key(1), { dim: 2, count: 20_000 });
  const spread = (sign: number): number =>
    data.reduce((sum, x, i) => (i % 2 === 1 ? sum + (data[i - 1]! + sign * x) ** 2 / 2 : sum), 0) /
    20_000;
  expect(spread(1)).toBeCloseTo(0.49 + 2.25, 1);
  expect(spread(-1)).toBeCloseTo(0.49, 1);
});
