import { key, normal, uniform } from "@ebm/core";
import { mean } from "@ebm/core/float64";
import type { Matrix } from "@ebm/datasets";
import { describe, expect, test } from "vitest";
import { fitConditionalDensity } from "../conditional/fit-conditional-density.js";
import { fitJointDensity } from "./fit-joint-density.js";

const matrix = (rows: readonly (readonly number[])[]): Matrix => ({
  data: Float32Array.from(rows.flat()),
  shape: [rows.length, rows[0]!.length],
});

const logNormal = (y: number, center: number, deviation: number): number =>
  -0.5 * ((y - center) / deviation) ** 2 - Math.log(deviation) - 0.5 * Math.log(2 * Math.PI);

interface Case {
  readonly rows: number;
  /** A row of numbers and categories, from normal and uniform noise. */
  row(z: Float32Array, u: Float32Array): readonly number[];
  /** The true log-density of a row. Of a regression, given all but the last number. */
  truth(row: readonly number[]): number;
  /** Nats by which the model may be worse than the truth. */
  readonly most: number;
  readonly categories?: readonly number[];
}

const TEST = 1000;
const WIDTH = 6;

function rowsOf({ rows, row }: Case): readonly (readonly number[])[] {
  const size = (rows + TEST) * WIDTH;
  const [z, u] = [normal(key(31), size), uniform(key(32), size)];
  return Array.from({ length: rows + TEST }, (_, i) =>
    row(z.subarray(i * WIDTH, (i + 1) * WIDTH), u.subarray(i * WIDTH, (i + 1) * WIDTH)),
  );
}

const line = ([a, b, c]: ArrayLike<number> & Iterable<number>): number => a! - 0.5 * b! + 0.3 * c!;

const regressions: Readonly<Record<string, Case>> = {
  "a line, 60 rows": {
    rows: 60,
    row: (z) => [...z.subarray(0, 5), line(z) + z[5]!],
    truth: (row) => logNormal(row[5]!, line(row), 1),
    most: 0.15,
  },
  "a line with little noise": {
    rows: 400,
    row: (z) => [...z.subarray(0, 5), line(z) + 0.05 * z[5]!],
    truth: (row) => logNormal(row[5]!, line(row), 0.05),
    most: 0.06,
  },
  "a growing spread": {
    rows: 400,
    row: (z) => [z[0]!, z[1]!, z[0]! + Math.exp(z[1]!) * z[2]!],
    truth: ([a, b, y]) => logNormal(y!, a!, Math.exp(b!)),
    most: 0.2,
  },
  "two modes": {
    rows: 400,
    row: (z, u) => [z[0]!, (u[0]! < 0.5 ? 2 : -2) + z[0]! + 0.3 * z[1]!],
    truth: ([a, y]) =>
      Math.log(Math.exp(logNormal(y!, a! + 2, 0.3)) / 2 + Math.exp(logNormal(y!, a! - 2, 0.3)) / 2),
    most: 0.1,
  },
  "noise and a constant feature": {
    rows: 200,
    row: (z) => [z[0]!, 7, z[1]!],
    truth: ([, , y]) => logNormal(y!, 0, 1),
    most: 0.05,
  },
  "a bit": {
    rows: 300,
    row: (z, u) => [z[0]!, z[1]!, Number(u[0]! < 1 / (1 + Math.exp(-2 * z[0]!)))],
    truth: ([a, , y]) => -Math.log1p(Math.exp((y! > 0 ? -1 : 1) * 2 * a!)),
    most: 0.06,
  },
};

describe("a regression is nearly as good as the true model of", () => {
  test.each(Object.entries(regressions))("%s", async (_, it) => {
    const rows = rowsOf(it);
    const [x, y] = [rows.map((row) => row.slice(0, -1)), rows.map((row) => row.slice(-1))];
    const model = await fitConditionalDensity({
      x: matrix(x.slice(0, it.rows)),
      y: matrix(y.slice(0, it.rows)),
      energy: "none",
    });
    const own = await model.logProb(matrix(x.slice(it.rows)), matrix(y.slice(it.rows)));
    await model.dispose();
    expect(mean(own.map((value, i) => it.truth(rows[it.rows + i]!) - value))).toBeLessThan(it.most);
  });
});

const densities: Readonly<Record<string, Case>> = {
  "a Gaussian": {
    rows: 400,
    row: (z) => [z[0]!, z[0]! + z[1]!, z[1]! + z[2]!],
    truth: ([a, b, c]) => logNormal(a!, 0, 1) + logNormal(b!, a!, 1) + logNormal(c!, b! - a!, 1),
    most: 0.06,
  },
  "copies of rows": {
    rows: 240,
    row: (z) => [z[0]!, z[0]! + z[1]!],
    truth: ([a, b]) => logNormal(a!, 0, 1) + logNormal(b!, a!, 1),
    most: 0.2,
  },
  "30 levels": {
    rows: 300,
    row: (z, u) => {
      const level = Math.floor(30 * u[0]!);
      return [level, Math.sin(7 * level) + 0.5 * z[0]!];
    },
    truth: ([level, y]) => -Math.log(30) + logNormal(y!, Math.sin(7 * level!), 0.5),
    most: 0.25,
    categories: [30, 0],
  },
  "missing values": {
    rows: 300,
    row: (z, u) => [z[0]!, u[0]! < 1 / (1 + Math.exp(-2 * z[0]!)) ? Number.NaN : z[0]! + z[1]!],
    truth: ([a, b]) =>
      logNormal(a!, 0, 1) +
      (Number.isNaN(b)
        ? -Math.log1p(Math.exp(-2 * a!))
        : -Math.log1p(Math.exp(2 * a!)) + logNormal(b!, a!, 1)),
    most: 0.12,
  },
};

describe("a density is nearly as good as the true one of", () => {
  test.each(Object.entries(densities))("%s", async (name, it) => {
    const rows = rowsOf(it);
    const train = rows.slice(0, it.rows);
    // each row of the first quarter four times
    const learned =
      name === "copies of rows" ? train.map((_, i) => train[i % (it.rows / 4)]!) : train;
    const { categories } = it;
    const model = await fitJointDensity({ rows: matrix(learned), categories, energy: "none" });
    const own = await model.logProb(matrix(rows.slice(it.rows)));
    await model.dispose();
    expect(mean(own.map((value, i) => it.truth(rows[it.rows + i]!) - value))).toBeLessThan(it.most);
  });
});

test("a density allows a constant column", async () => {
  const z = normal(key(33), 200);
  const rows = matrix(Array.from(z, (value) => [value, 7]));
  const model = await fitJointDensity({ rows, energy: "none" });
  expect(Number.isFinite(model.report.nll.model)).toBe(true);
  await model.dispose();
});
