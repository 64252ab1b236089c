import { key, normal, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { expect, test } from "vitest";
import { folds as foldsOf } from "../members/folds.js";
import { openDensityModel } from "./density-model.js";
import { fitDensityTilts } from "./fit-density-tilts.js";
import { fitJointDensity } from "./fit-joint-density.js";
import { tiltedRegions } from "./tilted-regions.js";

/** Points on a ring, which one Gaussian does not fit. */
function ring(rows: number, seed: number): Matrix {
  const [u, z] = [uniform(key(seed), rows), normal(key(seed + 1), rows)];
  const data = new Float32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    const [angle, radius] = [2 * Math.PI * u[row]!, 2 + 0.2 * z[row]!];
    data.set([radius * Math.cos(angle), radius * Math.sin(angle)], 2 * row);
  }
  return { data, shape: [rows, 2] };
}

const rows = ring(300, 1);
const { baselines, params } = await fitJointDensity({ rows, energy: "none", budgetSeconds: 1 });
const gaussian = baselines.Gaussian!;
const folds = foldsOf({ rows: 300, count: 4, key: key(2) });

test("an energy on a Gaussian is kept, and makes a density that integrates to 1", async () => {
  const fitted = await fitDensityTilts({ base: gaussian, rows, folds, key: key(3), threads: 1 });
  const { verdict, tilts, gains } = fitted;
  expect(verdict.kept).toBe(true);
  expect(verdict.reason).toMatch(/^kept: \+\d\.\d{3} ± 0\.\d{3} nats$/);
  expect(gains.reduce((a, b) => a + b) / 300).toBeCloseTo(verdict.gain, 1);
  const model = openDensityModel({ ...params, base: gaussian, tilts });
  const base = openDensityModel({ ...params, base: gaussian, tilts: undefined });

  const size = 150;
  const data = new Float32Array(2 * size * size);
  for (let i = 0; i < size * size; i++) {
    data.set([((i % size) / size) * 16 - 8, (Math.floor(i / size) / size) * 16 - 8], 2 * i);
  }
  const area = (16 / size) ** 2;
  const density = (await model.logProb({ data, shape: [size * size, 2] })).map(Math.exp);
  const total = density.reduce((sum, p) => sum + p * area, 0);
  // log Z is estimated: the integral is 1 within its error
  const error = Math.max(...tilts.map(({ standardError }) => standardError));
  expect(Math.abs(total - 1)).toBeLessThan(4 * error + 0.01);

  const fresh = ring(1000, 9);
  const [better, plain] = [await model.logProb(fresh), await base.logProb(fresh)];
  const gain = better.reduce((sum, value, row) => sum + (value - plain[row]!) / 1000, 0);
  expect(Math.abs(gain - verdict.gain)).toBeLessThan(0.2);

  const samples = await model.sample(1000, key(4));
  const inside = (radius: number, { data }: Matrix): number => {
    let count = 0;
    for (let i = 0; i < data.length; i += 2)
      count += Number(Math.hypot(data[i]!, data[i + 1]!) < radius);
    return count / (data.length / 2);
  };
  const expected = density.reduce((sum, p, i) => {
    return sum + (Math.hypot(data[2 * i]!, data[2 * i + 1]!) < 1.2 ? p * area : 0);
  }, 0);
  expect(Math.abs(inside(1.2, samples) - expected)).toBeLessThan(0.06);

  const regions = tiltedRegions(gaussian.columns, fitted.samples, fitted.ratios);
  // the middle fifth of each column holds fewer points than the Gaussian says
  expect(regions.some(({ ratio }) => ratio < 0.9)).toBe(true);
  await Promise.all([model.dispose(), base.dispose()]);
}, 600_000);

test("an energy on the whole stack is refused where the stack is right", async () => {
  const { base } = params;
  const fitted = await fitDensityTilts({ base, rows, folds, key: key(3), threads: 1 });
  expect(fitted.verdict.gain).toBeLessThan(0.2);
  if (!fitted.verdict.kept) expect(fitted.verdict.reason).toMatch(/^refused: /);
}, 600_000);
