import { key, normal } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { columnStatistics, ffjordDensities, snlDensities, standardizedDensity } from "../index.js";
import type { PlanarDensity } from "./planar-density.js";

// what holds the mass of each, and a step up to the deviation of its noise, which errs by 10⁻⁸
const grids: Readonly<Record<string, readonly [reach: number, step: number]>> = {
  checkerboard: [5, 0.0625],
  four_circles: [4, 0.1],
  "2spirals": [5, 0.1],
  "8gaussians": [5.5, 0.25],
  circles: [5, 0.2],
  moons: [5, 0.2],
  swissroll: [5, 0.2],
  pinwheel: [8, 0.1],
  "pinwheel of SNL": [40, 0.4],
};
const all: [string, PlanarDensity][] = [
  ...Object.entries(snlDensities).filter(([name]) => name !== "pinwheel"),
  ["pinwheel of SNL", snlDensities.pinwheel],
  ...Object.entries(ffjordDensities).filter(([name]) => name !== "checkerboard"),
];

/** Over a grid of midpoints: the mass, the entropy, and the masses of 8 × 8 blocks. */
function integrate(density: PlanarDensity, [reach, width]: readonly [number, number]) {
  const side = 8 * Math.round(reach / (4 * width));
  const step = (2 * reach) / side;
  const blocks = new Float64Array(64);
  let [mass, entropy] = [0, 0];
  const row = new Float64Array(2 * side);
  for (let i = 0; i < side; i++) {
    for (let j = 0; j < side; j++) {
      row[2 * j] = -reach + (j + 0.5) * step;
      row[2 * j + 1] = -reach + (i + 0.5) * step;
    }
    for (const [j, logProb] of density.logProb({ data: row, shape: [side, 2] }).entries()) {
      const p = Math.exp(logProb) * step * step;
      mass += p;
      if (p > 0) entropy -= p * logProb;
      const block = Math.floor((8 * i) / side) * 8 + Math.floor((8 * j) / side);
      blocks[block] = blocks[block]! + p;
    }
  }
  return { mass, entropy, blocks };
}

function meanAndError(values: Float64Array): readonly [mean: number, error: number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return [mean, Math.sqrt(variance / values.length)];
}

describe.each(all.filter(([name]) => name !== "funnel"))("%s", (name, density) => {
  const grid = grids[name]!;
  const { mass, entropy, blocks } = integrate(density, grid);

  test("has mass 1", () => {
    // the pinwheels have folds, where the density is infinite, with hardly any mass
    expect(Math.abs(mass - 1)).toBeLessThan(name.startsWith("pinwheel") ? 2e-4 : 1e-6);
  });

  const count = 10_000;
  const points = density.sample(key(5), count);

  test("draws what the density says, block by block", () => {
    const counts = new Float64Array(64);
    for (let i = 0; i < count; i++) {
      const [column, row] = [0, 1].map((j) =>
        Math.floor((8 * (points.data[2 * i + j]! + grid[0])) / (2 * grid[0])),
      );
      const block = row! * 8 + column!;
      counts[block] = counts[block]! + 1;
    }
    for (const [block, p] of blocks.entries()) {
      const error = Math.sqrt(count * p * (1 - Math.min(p, 1))) + 1;
      // rows come in pairs in one set, and spread evenly in others
      expect(Math.abs(counts[block]! - count * p), `block ${block}`).toBeLessThan(6 * error);
    }
  });

  test("has −E log p equal to its entropy", () => {
    const [mean, error] = meanAndError(density.logProb(points));
    expect(Math.abs(mean + entropy)).toBeLessThan(6 * error + 1e-3);
  });

  test("is the same for the same key, and another for another", () => {
    expect(density.sample(key(5), 101)).toEqual(density.sample(key(5), 101));
    expect(density.sample(key(5), 101)).not.toEqual(density.sample(key(6), 101));
    expect(density.sample(key(5), 101).data.every(Number.isFinite)).toBe(true);
  });

  test("has no NaN far away", () => {
    const far = density.logProb({ data: [1e4, -1e4, -1e4, 0, 0, 0], shape: [3, 2] });
    expect(far.some(Number.isNaN)).toBe(false);
    expect(Math.max(far[0]!, far[1]!)).toBeLessThan(-1e3);
    if (name !== "checkerboard") expect(Math.min(...far)).toBeGreaterThan(Number.NEGATIVE_INFINITY);
  });
});

describe("the oracles of the SNL sets", () => {
  // nats: raw, and in standardized coordinates
  const draws = 10_000;

  test.each([
    ["checkerboard", -3.4657, -1.7918, 1e-4],
    ["four_circles", -2.871, -1.769, 2e-3],
    ["pinwheel", -4.853, -0.853, 1e-2],
  ] as const)("%s has %d, and %d standardized", (name, raw, standardized, tolerance) => {
    const density = snlDensities[name];
    const points = density.sample(key(1), draws);
    const [mean, error] = meanAndError(density.logProb(points));
    expect(Math.abs(mean - raw)).toBeLessThan(tolerance + 4 * error);
    const statistics = columnStatistics(density.sample(key(2), 300_000));
    const scaled = standardizedDensity(density, statistics);
    const [scaledMean] = meanAndError(scaled.logProb(scaled.sample(key(1), draws)));
    expect(Math.abs(scaledMean - standardized)).toBeLessThan(tolerance + 5 * error + 5e-3);
  });

  test("the funnel has −1 − log 2π: its density is that of its two normals", () => {
    const { funnel } = snlDensities;
    const [mean, error] = meanAndError(funnel.logProb(funnel.sample(key(1), 40_000)));
    expect(Math.abs(mean + 1 + Math.log(2 * Math.PI))).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.01);
    // standardized by the deviations e and 1 of the distribution
    const scaled = standardizedDensity(funnel, { mean: [0, 0], std: [Math.E, 1] });
    const [scaledMean] = meanAndError(scaled.logProb(scaled.sample(key(1), 40_000)));
    expect(scaledMean - mean).toBeCloseTo(1, 9);
  });

  test("the funnel has mass 1 in each of its conditionals", () => {
    for (const y of [-3, 0, 3]) {
      const step = Math.exp(y) / 20;
      const data = Float64Array.from({ length: 800 }, (_, i) =>
        i % 2 === 0 ? (i / 2 - 199.5) * step : y,
      );
      const logProb = snlDensities.funnel.logProb({ data, shape: [400, 2] });
      const conditional = logProb.reduce((sum, value) => sum + Math.exp(value) * step, 0);
      const marginal = Math.exp(-y * y * 0.5) / Math.sqrt(2 * Math.PI);
      expect(conditional / marginal).toBeCloseTo(1, 9);
    }
    const far = snlDensities.funnel.logProb({ data: [1, -1e3, 0, 1e4, 1e4, 0], shape: [3, 2] });
    expect(far.some(Number.isNaN)).toBe(false);
  });
});

test("a standardized density is the density of standardized draws", () => {
  const density = ffjordDensities["8gaussians"];
  const scaled = standardizedDensity(density, { mean: [1, -2], std: [0.5, 3] });
  const { mass, entropy } = integrate(scaled, [14, 0.1]);
  expect(mass).toBeCloseTo(1, 6);
  const [mean, error] = meanAndError(scaled.logProb(scaled.sample(key(2), 20_000)));
  expect(Math.abs(mean + entropy)).toBeLessThan(5 * error);
});

test("refuses what are no points", () => {
  const { funnel } = snlDensities;
  expect(() => funnel.sample(key(1), 0)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: funnel.sample: \`count\` is 0, expected an integer of at least 1.]`,
  );
  expect(() =>
    funnel.logProb({ data: normal(key(1), 6), shape: [2, 3] }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: funnel.logProb: \`points\` has shape [2, 3] and 6 entries, expected [rows, 2].]`,
  );
});
