import { key, normal, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { describe, expect, test } from "vitest";
import { fitConditionalDensity } from "./fit-conditional-density.js";
import { openRegressionModel } from "./regression-model.js";

/** Targets whose spread grows with the first feature, and that depend on one another. */
function pairs(rows: number, seed: number): { readonly x: Matrix; readonly y: Matrix } {
  const [u, z] = [uniform(key(seed), 2 * rows), normal(key(seed + 1), 2 * rows)];
  const [x, y] = [new Float32Array(2 * rows), new Float32Array(2 * rows)];
  for (let row = 0; row < rows; row++) {
    const [a, b] = [4 * u[2 * row]! - 2, u[2 * row + 1]!];
    const spread = 0.2 + 0.3 * Math.abs(a);
    const first = Math.sin(2 * a) + spread * z[2 * row]!;
    x.set([a, b], 2 * row);
    y.set([first, 10 * (first * b + 0.1 * z[2 * row + 1]!)], 2 * row);
  }
  return { x: { data: x, shape: [rows, 2] }, y: { data: y, shape: [rows, 2] } };
}

const first = ({ data, shape }: Matrix): Matrix => ({
  data: data.filter((_, i) => i % shape[1] === 0),
  shape: [shape[0], 1],
});

const learned = pairs(300, 1);
const fresh = pairs(1000, 7);
const [one, two] = [
  await fitConditionalDensity({ x: learned.x, y: first(learned.y), key: key(1), budgetSeconds: 1 }),
  await fitConditionalDensity({ ...learned, key: key(1), budgetSeconds: 1 }),
];
const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value / values.length, 0);

/** The same features for many targets along a line. */
function along(x: readonly number[], size: number): { x: Matrix; y: Matrix; width: number } {
  const data = Float32Array.from({ length: size * x.length }, (_, i) => x[i % x.length]!);
  const y = Float32Array.from({ length: size }, (_, i) => ((i + 0.5) / size) * 16 - 8);
  return {
    x: { data, shape: [size, x.length] },
    y: { data: y, shape: [size, 1] },
    width: 16 / size,
  };
}

describe("a density of one target", () => {
  test("integrates to 1, and to its distribution function", async () => {
    const line = along([0.7, 0.3], 1000);
    const density = (await one.logProb(line.x, line.y)).map(Math.exp);
    const { data: cdf } = await one.cdf(line.x, line.y);
    let total = 0;
    for (const [i, p] of density.entries()) {
      expect(Math.abs(total + (p * line.width) / 2 - cdf[i]!)).toBeLessThan(5e-3);
      total += p * line.width;
    }
    expect(Math.abs(total - 1)).toBeLessThan(2e-3);
  });

  test("has the moments and quantiles of its density, and of its samples", async () => {
    const x = { data: Float32Array.of(0.7, 0.3), shape: [1, 2] as const };
    const line = along([0.7, 0.3], 1000);
    const density = (await one.logProb(line.x, line.y)).map(Math.exp);
    const mean = density.reduce((sum, p, i) => sum + p * line.width * line.y.data[i]!, 0);
    const variance = density.reduce(
      (sum, p, i) => sum + p * line.width * (line.y.data[i]! - mean) ** 2,
      0,
    );
    const levels = [0.05, 0.5, 0.95];
    const summary = await one.summary(x, levels);
    expect(summary.mean.data[0]).toBeCloseTo(mean, 2);
    expect(summary.deviation.data[0]).toBeCloseTo(Math.sqrt(variance), 2);
    const { data: quantiles } = summary.quantiles;
    const tripled = {
      data: new Float32Array(6).map((_, i) => x.data[i % 2]!),
      shape: [3, 2] as const,
    };
    const { data: shares } = await one.cdf(tripled, { data: quantiles, shape: [3, 1] });
    for (const [i, level] of levels.entries()) expect(shares[i]).toBeCloseTo(level, 3);
    const samples = await one.sample(x, { samples: 2000, key: key(3) });
    const error = Math.sqrt(variance / 2000);
    expect(Math.abs(meanOf(samples.data) - mean)).toBeLessThan(4 * error);
    const below = samples.data.filter((value) => value < quantiles[0]!).length / 2000;
    expect(Math.abs(below - 0.05)).toBeLessThan(0.02);
  });

  test("is calibrated on new rows, and better than a constant spread", async () => {
    const y = first(fresh.y);
    const nll = -meanOf(await one.logProb(fresh.x, y));
    expect(Math.abs(nll - one.report.nll.model!)).toBeLessThan(0.15);
    const { nll: parts } = one.report;
    // the pseudo-row that keeps weights above 0 costs a share of one row
    const best = Math.min(parts["constant spread"]!, parts["mixture networks"]!);
    expect(parts.model).toBeLessThan(best + 2 / 300);
    // the same guesses with a constant spread, on the same rows
    const { chains } = one.params;
    const constant = openRegressionModel({ ...one.params, chains: [chains[0]!], weights: [1] });
    const gains = await one.logProb(fresh.x, y);
    for (const [row, value] of (await constant.logProb(fresh.x, y)).entries()) gains[row]! -= value;
    await constant.dispose();
    const gain = meanOf(gains);
    const error = Math.sqrt(meanOf(gains.map((value) => (value - gain) ** 2)) / gains.length);
    expect(gain).toBeGreaterThan(3 * error);
    const { data } = await one.cdf(fresh.x, y);
    const covered = data.filter((share) => share > 0.05 && share < 0.95).length / data.length;
    expect(Math.abs(covered - 0.9)).toBeLessThan(0.06);
  });
});

describe("a density of two targets", () => {
  test("finds that they depend on one another", async () => {
    const { nll } = two.report;
    expect(nll.model).toBeLessThan(nll["independent targets"]! - 0.2);
    expect(-meanOf(await two.logProb(fresh.x, fresh.y))).toBeLessThan(nll["independent targets"]!);
  });

  test("integrates to 1 over both", async () => {
    const [width, height] = [100, 100];
    const count = width * height;
    const [x, y] = [new Float32Array(2 * count), new Float32Array(2 * count)];
    for (let i = 0; i < count; i++) {
      const [a, b] = [(Math.floor(i / height) + 0.5) / width, ((i % height) + 0.5) / height];
      x.set([0.5, 0.4], 2 * i);
      y.set([8 * a - 4, 60 * b - 30], 2 * i);
    }
    const shape = [count, 2] as const;
    const logProb = await two.logProb({ data: x, shape }, { data: y, shape });
    const total = logProb.reduce((sum, value) => sum + (Math.exp(value) * 8 * 60) / count, 0);
    expect(Math.abs(total - 1)).toBeLessThan(0.02);
  });

  test("samples both together", async () => {
    const x = { data: Float32Array.of(0.5, 0.8), shape: [1, 2] as const };
    const { data, shape } = await two.sample(x, { samples: 2000, key: key(5) });
    expect(shape).toEqual([2000, 2]);
    const residuals = Array.from({ length: 2000 }, (_, i) => data[2 * i + 1]! - 8 * data[2 * i]!);
    const spread = (values: number[]): number => {
      const center = meanOf(values);
      return Math.sqrt(meanOf(values.map((value) => (value - center) ** 2)));
    };
    // the second target is known much better if the first one is
    expect(spread(residuals)).toBeLessThan(0.7 * spread([...data].filter((_, i) => i % 2 === 1)));
  });
});

test("costs little where the truth is a line with little noise", async () => {
  const [z, noise] = [normal(key(21), 3 * 300), normal(key(22), 300)];
  const y = noise.map((e, row) => z[3 * row]! - 0.5 * z[3 * row + 1]! + 0.05 * e);
  const rows = (from: number, size: number): { readonly x: Matrix; readonly y: Matrix } => ({
    x: { data: z.slice(3 * from, 3 * (from + size)), shape: [size, 3] },
    y: { data: y.slice(from, from + size), shape: [size, 1] },
  });
  const model = await fitConditionalDensity({ ...rows(0, 100), key: key(4), budgetSeconds: 1 });
  const nll = -meanOf(await model.logProb(rows(100, 200).x, rows(100, 200).y));
  const truth = Math.log(0.05) + 0.5 * Math.log(2 * Math.PI) + meanOf(noise.map((e) => e ** 2 / 2));
  expect(nll - truth).toBeLessThan(0.25);
  await model.dispose();
});

test("bounds the density of integers: its step is theirs", async () => {
  const x = learned.x;
  const y = {
    data: first(learned.y).data.map((value) => Math.round(2 * value)),
    shape: [300, 1] as const,
  };
  const { report, logProb, dispose } = await fitConditionalDensity({
    x,
    y,
    key: key(2),
    budgetSeconds: 1,
  });
  expect(report.steps).toEqual([expect.closeTo(1, 5)]);
  expect(Math.max(...(await logProb(x, y)))).toBeLessThan(1e-3);
  await dispose();
});

test("opens from plain parameters", async () => {
  const opened = openRegressionModel(structuredClone(one.params));
  const y = first(fresh.y);
  expect(await opened.logProb(fresh.x, y)).toEqual(await one.logProb(fresh.x, y));
  await opened.dispose();
});

test("refuses rows that do not fit", async () => {
  const y = first(learned.y);
  const x = { data: new Float32Array(20), shape: [10, 2] as const };
  await expect(fitConditionalDensity({ x, y })).rejects.toThrow(
    "fitConditionalDensity: `x` has shape [10,2] and `y` [300,1], expected the same 20 or more rows, and columns.",
  );
  await expect(one.logProb(x, y)).rejects.toThrow(
    "RegressionModel.logProb: `y` has shape [300,1], expected [10, 1].",
  );
  const bad = { data: y.data.map(() => Number.NaN), shape: y.shape };
  await expect(fitConditionalDensity({ x: learned.x, y: bad })).rejects.toThrow(
    "fitConditionalDensity: `y` has NaN at row 0, expected finite numbers.",
  );
});
