import { key, normal } from "@ebm/core";
import { expect, test } from "vitest";
import type { Logistic } from "./constant-chain.js";
import { spreadShapes } from "./spread-shapes.js";

const residuals = normal(key(1), 4000).map((z) => 0.3 + 0.5 * z);

/** The density of a mixture of logistics with weights up to a factor. */
function densityAt(mixture: readonly Logistic[], y: number): number {
  const total = mixture.reduce((sum, { weight }) => sum + weight, 0);
  return mixture.reduce((sum, { weight, mean, scale }) => {
    const z = (y - mean) / scale;
    return sum + weight / total / (4 * scale * Math.cosh(z / 2) ** 2);
  }, 0);
}

/** KL(normal with the moments of the residuals ‖ mixture), by quadrature. */
function divergence(mixture: readonly Logistic[]): number {
  let total = 0;
  for (let z = -6; z < 6; z += 0.01) {
    const p = Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI);
    total += 0.01 * p * Math.log(p / (0.5 * densityAt(mixture, 0.3 + 0.5 * z)));
  }
  return total;
}

test("each shape has as many logistics as components, and is close to normal residuals", () => {
  const found = Object.entries(spreadShapes).map(([name, shape]) => {
    const mixture = shape(residuals, 8);
    expect(mixture.length).toBe(8);
    return [name, divergence(mixture)] as const;
  });
  const { "Gaussian spread": gaussian, ...others } = Object.fromEntries(found);
  expect(gaussian).toBeLessThan(1e-3);
  expect(gaussian).toBeGreaterThan(-1e-6);
  for (const other of Object.values(others)) expect(other).toBeLessThan(0.05);
});

test("one of them has heavy tails", () => {
  const [one, two] = [normal(key(2), 4000), normal(key(3), 4000)];
  const heavy = one.map((z, i) => z / Math.abs(two[i]!)); // Cauchy
  const mixture = spreadShapes["heavy tails"]!(
    heavy.map((value) => Math.max(-50, Math.min(50, value))),
    8,
  );
  for (const y of [0, 1, 5, 20]) {
    expect(Math.abs(Math.log(densityAt(mixture, y) * Math.PI * (1 + y ** 2)))).toBeLessThan(0.5);
  }
});
