import { key } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { regressionDensities } from "../index.js";
import { gaussLegendre } from "./gauss-legendre.js";

const mean = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const error = (values: ArrayLike<number>): number => {
  const center = mean(values);
  const variance = mean(Array.from(values, (value) => (value - center) ** 2));
  return Math.sqrt(variance / values.length);
};

// where the densities break off, beside the ends of their supports
const [low, high] = [-7, 16];
const cells = 46;

/** ∫ p f over y by Gauss and Legendre, piece by piece, at one x. */
function integrate(
  density: (typeof regressionDensities)["1d_regression_1"],
  x: number,
  f: (logProb: number) => number,
): number {
  let sum = 0;
  const breaks = Array.from({ length: cells + 1 }, (_, i) => low + ((high - low) * i) / cells);
  if (density.name === "1d_regression_2") {
    const share = (x * 3799 - 1800) / 499;
    breaks.push(-2 - 2.5 * share, -0.5 + 9.5 * share);
    breaks.sort((a, b) => a - b);
  }
  for (const [i, to] of breaks.entries()) {
    const from = breaks[i - 1];
    if (from === undefined || to - from < 1e-12) continue;
    // y = from + width·v² tames the Beta's density, infinite at its end
    const { nodes, weights } = gaussLegendre(24, 0, 1);
    const y = nodes.map((v) => from + (to - from) * v * v);
    for (const [k, logProb] of density.logProb({ x: y.map(() => x), y }).entries()) {
      const p = Math.exp(logProb);
      if (p > 0) sum += weights[k]! * 2 * nodes[k]! * (to - from) * p * f(logProb);
    }
  }
  return sum;
}

describe.each(Object.entries(regressionDensities))("%s", (name, density) => {
  const xs = name === "1d_regression_1" ? [-2.9, -1, -0.01, 0, 2] : [0, 0.15, 0.3, 0.5, 0.55, 1];

  test.each(xs)("has mass 1 at x = %d", (x) => {
    expect(integrate(density, x, () => 1)).toBeCloseTo(1, 6);
  });

  test("draws what the density says", () => {
    const pairs = density.sample(key(1), 20_000);
    const found = density.logProb(pairs);
    const expected = Array.from({ length: 380 }, (_, i) => {
      const x = name === "1d_regression_1" ? (6 * (i + 0.5)) / 380 - 3 : (i + 0.5) / 380;
      return integrate(density, x, (logProb) => logProb);
    });
    expect(Math.abs(mean(found) - mean(expected))).toBeLessThan(5 * error(found) + 5e-3);
  });

  test("is the same for the same key, and has no NaN far away", () => {
    expect(density.sample(key(5), 99)).toEqual(density.sample(key(5), 99));
    expect(density.sample(key(5), 99)).not.toEqual(density.sample(key(6), 99));
    const x = [-3, 0.3, 3, -1e4, 1e4];
    for (const far of [1e4, -1e4, 0]) {
      expect(density.logProb({ x, y: x.map(() => far) }).some(Number.isNaN)).toBe(false);
    }
  });
});

describe("1d_regression_1", () => {
  const density = regressionDensities["1d_regression_1"];

  test("has the oracle 0.3265, 0.686 below 0 and −0.033 from there on", () => {
    const grid = gaussLegendre(60, -3, 0);
    const below = grid.nodes.reduce(
      (sum, x, i) => sum + (grid.weights[i]! / 3) * integrate(density, x, (logProb) => logProb),
      0,
    );
    const above = integrate(density, 1, (logProb) => logProb);
    expect(below).toBeCloseTo(0.686, 3);
    expect(above).toBeCloseTo(-0.033, 3);
    expect((below + above) / 2).toBeCloseTo(0.3265, 3);
    const found = density.logProb(density.sample(key(3), 100_000));
    expect(Math.abs(mean(found) - 0.3265)).toBeLessThan(4 * error(found));
  });
});

describe("1d_regression_2", () => {
  const density = regressionDensities["1d_regression_2"];

  test("has each rank once, and its zones of 800, 1000, 500 and 1500 pairs", () => {
    const { x, y } = density.sample(key(1), 3800);
    expect([...x].map((value) => Math.round(value * 3799)).sort((a, b) => a - b)).toEqual([
      ...Array(3800).keys(),
    ]);
    const inZone = (from: number, to: number): number[] =>
      [...y].filter((_, i) => x[i]! * 3799 > from - 0.5 && x[i]! * 3799 < to - 0.5);
    expect(Math.min(...inZone(0, 800))).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...inZone(0, 800))).toBeLessThan(5.5);
    const modes = inZone(2300, 3800);
    for (const [low, high] of [
      [8, 8.5],
      [1, 4],
      [-4.5, -3],
    ] as const) {
      const count = modes.filter((value) => value >= low && value < high).length;
      expect(Math.abs(count - 500)).toBeLessThan(4 * Math.sqrt((1500 * 2) / 9));
    }
  });

  test("refuses pairs of different lengths, and no pairs", () => {
    expect(() => density.logProb({ x: [1], y: [] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: 1d_regression_2.logProb: \`x\` has 1 values and \`y\` 0, expected as many.]`,
    );
    expect(() => density.sample(key(1), 0.5)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: 1d_regression_2.sample: \`count\` is 0.5, expected an integer of at least 1.]`,
    );
  });
});
