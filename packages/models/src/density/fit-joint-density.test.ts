import { key, normal, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import { expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { densityLogProbOf } from "./density-log-prob-of.js";
import { openDensityModel } from "./density-model.js";
import { densityPercentileOf } from "./density-percentile-of.js";
import { fitJointDensity } from "./fit-joint-density.js";
import { densityNoise, sampleDensityOf } from "./sample-density-of.js";

/** Two clusters along a line, and a count that grows with the first column. */
function planar(rows: number, seed: number): Matrix {
  const [u, z] = [uniform(key(seed), rows), normal(key(seed + 1), 2 * rows)];
  const data = new Float32Array(2 * rows);
  for (let row = 0; row < rows; row++) {
    const x = (u[row]! < 0.4 ? -1 : 1) + 0.3 * z[2 * row]!;
    data.set([x, Math.round(3 + 1.5 * x + 0.5 * z[2 * row + 1]!)], 2 * row);
  }
  return { data, shape: [rows, 2] };
}

/** A category that decides a number, which is missing at random, and a category that follows it. */
function mixed(rows: number, seed: number): Matrix {
  const [u, z] = [uniform(key(seed), 3 * rows), normal(key(seed + 1), rows)];
  const data = new Float32Array(3 * rows);
  for (let row = 0; row < rows; row++) {
    const first = Math.floor(3 * u[3 * row]!);
    const number = u[3 * row + 1]! < 0.2 ? Number.NaN : first + 0.4 * z[row]!;
    const second = Number(u[3 * row + 2]! < (first === 0 ? 0.9 : 0.2));
    data.set([first, number, second], 3 * row);
  }
  return { data, shape: [rows, 3] };
}

const numbers = await fitJointDensity({ rows: planar(120, 1), key: key(1), budgetSeconds: 1 });
const categories = [3, 0, 2];
const table = await fitJointDensity({
  rows: mixed(200, 5),
  categories,
  key: key(2),
  budgetSeconds: 1,
});

/** The centers of cells, whose borders are those of the counts, and their area. */
function grid(): { readonly points: Matrix; readonly area: number } {
  const [width, height] = [300, 60];
  const data = new Float32Array(2 * width * height);
  for (let i = 0; i < width * height; i++) {
    const [a, b] = [Math.floor(i / height), i % height];
    data.set([((a + 0.5) / width) * 12 - 6, ((b + 0.5) / height) * 30 - 12], 2 * i);
  }
  return { points: { data, shape: [width * height, 2] }, area: (12 * 30) / width / height };
}

describe("a density of numbers", () => {
  const { points, area } = grid();

  test("integrates to 1, and so does each part", async () => {
    const { base, reference } = numbers.params;
    const parts = base.parts.map((part) => ({ ...base, parts: [part], weights: [1] }));
    expect(new Set(base.parts.map(({ kind }) => kind)).size).toBeGreaterThan(1);
    for (const stack of [base, ...parts]) {
      const model = openDensityModel({ base: stack, tilts: undefined, reference });
      const logProb = await model.logProb(points);
      await model.dispose();
      const total = logProb.reduce((sum, value) => sum + area * Math.exp(value), 0);
      expect(Math.abs(total - 1)).toBeLessThan(0.015);
    }
  });

  test("has an out-of-fold NLL like that of new rows, below that of one Gaussian", async () => {
    const logProb = await numbers.logProb(planar(1000, 9));
    const nll = -logProb.reduce((a, b) => a + b) / 1000;
    const { report } = numbers;
    expect(Math.abs(nll - report.nll.model!)).toBeLessThan(0.25);
    expect(nll).toBeLessThan(report.nll.Gaussian! - 0.2);
    expect(report.nll.model).toBeLessThan(Math.min(...Object.values(report.nll)) + 1e-9);
    expect(report.steps[1]).toBeCloseTo(1, 5);
  });

  test("samples by its density, the same in both runtimes", async () => {
    const sample = sampleDensityOf(numbers.params.base);
    const count = 400;
    const uniforms = {
      data: uniform(key(3), count * densityNoise(2)),
      shape: [count, densityNoise(2)] as const,
    };
    const results: Float32Array[] = [];
    for (const runtime of ["onnx", "tfjs"] as const) {
      const run = compile(({ u }: { u: tf.Tensor2D }) => sample(u), { runtime });
      results.push((await run({ u: uniforms })).output.data.slice());
      await run.dispose();
    }
    const differing = results[0]!.filter((x, i) => Math.abs(x - results[1]![i]!) > 1e-2).length;
    expect(differing).toBeLessThan(4);
    const drawn = await numbers.sample(count, key(4));
    const logProb = await numbers.logProb(points);
    for (const samples of [results[0]!, drawn.data]) {
      for (const inside of [
        (x: number, _: number) => x < -0.5,
        (x: number, y: number) => x > 0.5 && y > 4.5,
        (_: number, y: number) => y > 2.5 && y < 3.5,
      ]) {
        let [expected, observed] = [0, 0];
        for (let i = 0; i < logProb.length; i++) {
          const [x, y] = points.data.subarray(2 * i);
          if (inside(x!, y!)) expected += area * Math.exp(logProb[i]!);
        }
        for (let i = 0; i < count; i++) {
          const [x, y] = samples.subarray(2 * i);
          observed += Number(inside(x!, y!)) / count;
        }
        expect(Math.abs(observed - expected)).toBeLessThan(4 * Math.sqrt(0.25 / count) + 0.005);
      }
    }
  });

  test("has the score of finite differences", () => {
    const logProb = densityLogProbOf(numbers.params);
    expectGradient(
      (x) => logProb(x as tf.Tensor2D),
      [tf.tensor2d([0.93, 4.6, -1.17, 1.3], [2, 2])],
      { atol: 0.05, rtol: 0.05 },
    );
  });

  test("finds anomalies by percentiles, which new rows have evenly", async () => {
    const rows = planar(1000, 21);
    const shares = await numbers.percentile(rows);
    expect(Math.abs(shares.reduce((a, b) => a + b) / 1000 - 0.5)).toBeLessThan(0.1);
    const odd = { data: Float32Array.of(0, 40, -1, 8), shape: [2, 2] as const };
    expect((await numbers.percentile(odd)).every((share) => share < 0.02)).toBe(true);
    const percentileOf = densityPercentileOf(numbers.params);
    const run = compile(({ x }: { x: tf.Tensor2D }) => percentileOf(x));
    const { output } = await run({ x: rows });
    await run.dispose();
    expect([...output.data].every((share, row) => Math.abs(share - shares[row]!) < 0.02)).toBe(
      true,
    );
  });
});

describe("a density of a mixed table", () => {
  test("sums to 1 over categories, missing values and numbers", async () => {
    const size = 1000;
    const data: number[] = [];
    for (let first = 0; first < 3; first++) {
      for (let second = 0; second < 2; second++) {
        data.push(first, Number.NaN, second);
        for (let i = 0; i < size; i++) data.push(first, ((i + 0.5) / size) * 20 - 9, second);
      }
    }
    const logProb = await table.logProb({ data, shape: [data.length / 3, 3] });
    const total = logProb.reduce((sum, value, row) => {
      return sum + Math.exp(value) * (Number.isNaN(data[3 * row + 1]!) ? 1 : 20 / size);
    }, 0);
    expect(Math.abs(total - 1)).toBeLessThan(0.005);
  });

  test("is better than independent columns, and samples what it saw", async () => {
    const { report } = table;
    expect(report.nll.model).toBeLessThan(report.nll["independent columns"]! - 0.3);
    const count = 3000;
    const { data } = await table.sample(count, key(6));
    let [missing, first, agreeing] = [0, 0, 0];
    for (let row = 0; row < count; row++) {
      const [a, b, c] = data.subarray(3 * row);
      expect([0, 1, 2]).toContain(a);
      expect([0, 1]).toContain(c);
      missing += Number(Number.isNaN(b!)) / count;
      first += Number(a === 0) / count;
      agreeing += Number(a === 0 && c === 1) / count;
    }
    expect(Math.abs(missing - 0.2)).toBeLessThan(0.1);
    expect(Math.abs(agreeing / first - 0.9)).toBeLessThan(0.2);
  });

  test("refuses categories that it does not know, and a value missing where none was", async () => {
    await expect(table.logProb({ data: [3, 0, 1], shape: [1, 3] })).rejects.toThrow(
      "DensityModel.logProb: `rows` has 3 at row 0, column 0, expected an integer from 0 to 2.",
    );
    await expect(table.logProb({ data: [Number.NaN, 0, 1], shape: [1, 3] })).rejects.toThrow(
      "NaN at row 0",
    );
  });
});

test("is the same for the same key, and opens from its plain parameters", async () => {
  const again = await fitJointDensity({ rows: planar(120, 1), key: key(1), budgetSeconds: 1 });
  expect(again.params).toEqual(numbers.params);
  const opened = openDensityModel(structuredClone(numbers.params));
  const rows = planar(10, 4);
  expect(await opened.logProb(rows)).toEqual(await numbers.logProb(rows));
  await opened.dispose();
});

test("refuses too few rows, and codes that are no categories", async () => {
  await expect(fitJointDensity({ rows: planar(10, 1) })).rejects.toThrow("20 or more rows");
  const rows = { data: new Float32Array(40).fill(0.5), shape: [40, 1] as const };
  await expect(fitJointDensity({ rows, categories: [2] })).rejects.toThrow(
    "fitJointDensity: `rows` has category 0.5 in column 0, expected integers from 0 to 1.",
  );
});
