import { crps } from "@ebm/metrics";
import { expect, test } from "vitest";
import { gridDistribution } from "./grid-distribution.js";

const nodes = Float64Array.from({ length: 2001 }, (_, i) => (i - 1000) / 100);
/** The energies of N(1, ½²). */
const energies = nodes.map((y) => 2 * (y - 1) ** 2);
const { cdf, quantiles } = gridDistribution({ nodes, energies });

test("F is that of the density", () => {
  expect(cdf(-10)).toBe(0);
  expect(cdf(1)).toBeCloseTo(0.5, 6);
  // 1.96 deviations from the mean
  expect(cdf(1 + 0.97998)).toBeCloseTo(0.975, 4);
  expect(cdf(99)).toBe(1);
});

test("quantiles are the inverse of F, and know its CRPS", () => {
  const draws = quantiles(200);
  for (const [i, y] of draws.entries()) expect(cdf(y)).toBeCloseTo((i + 0.5) / 200, 8);
  // at the mean of a Gaussian: σ(√2 − 1)/√π
  const score = crps({ draws: { data: draws, shape: [1, 200] }, actual: [1] });
  expect(score).toBeCloseTo((0.5 * (Math.SQRT2 - 1)) / Math.sqrt(Math.PI), 4);
});
