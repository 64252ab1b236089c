import { key, mapTree, normal } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { expect, test } from "vitest";
import { fitConditionalDensity } from "./fit-conditional-density.js";
import { openRegressionModel } from "./regression-model.js";
import { regressionTilt } from "./regression-tilt.js";

const ROWS = 120;
const [x, noise] = [normal(key(1), 2 * ROWS), normal(key(2), 2 * ROWS)];
const y = noise.map((e, i) => x[i]! + 0.5 * e);
const matrix = (data: Float32Array, width: number): Matrix => ({
  data,
  shape: [data.length / width, width],
});
const fitted = await fitConditionalDensity({
  x: matrix(x, 2),
  y: matrix(y, 2),
  key: key(3),
  budgetSeconds: 0.5,
  energy: "none",
});
const base = fitted.params;
const width = base.features + base.inputs.columns.length + 2;
const { params } = regressionTilt(base.columns, width, key(4));

/** The model with an energy of random parameters, or with one that is 0. */
function tilted(size: number) {
  const tilt: Record<string, { data: Float32Array; shape: number[] }> = {};
  mapTree(params, (leaf, path) => {
    const { shape } = leaf;
    const data = normal(
      key(path.length),
      shape.reduce((a, b) => a * b, 1),
    );
    tilt[path] = { data: data.map((z) => size * z), shape: [...shape] };
    return leaf;
  });
  return openRegressionModel({ ...base, tilt });
}

const meanOf = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value / values.length, 0);

test("an energy of 0 changes nothing", async () => {
  const zero = tilted(0);
  const own = await zero.logProb(matrix(x, 2), matrix(y, 2));
  const plain = await fitted.logProb(matrix(x, 2), matrix(y, 2));
  for (const [row, value] of own.entries()) expect(value).toBeCloseTo(plain[row]!, 4);
  await zero.dispose();
});

test("density, samples and summary agree with an energy", async () => {
  const model = tilted(0.15);
  const side = 16;
  const grid = Float32Array.from({ length: 2 * side * side }, (_, i) => {
    const place = Math.floor(i / 2);
    return ((i % 2 === 0 ? Math.floor(place / side) : place % side) / side - 0.5) * 8;
  });
  const at = Float32Array.from({ length: grid.length }, (_, i) => [0.3, -0.4][i % 2]!);
  const logProb = await model.logProb(matrix(at, 2), matrix(grid, 2));
  const plain = await fitted.logProb(matrix(at, 2), matrix(grid, 2));
  const mass = logProb.map((value) => Math.exp(value) * (8 / side) ** 2);
  const total = mass.reduce((a, b) => a + b);
  // log Z is estimated, and not 0
  expect(Math.abs(total - 1)).toBeLessThan(0.08);
  expect(Math.max(...logProb.map((value, i) => Math.abs(value - plain[i]!)))).toBeGreaterThan(0.2);
  const one = matrix(Float32Array.of(0.3, -0.4), 2);
  const samples = await model.sample(one, { samples: 400, key: key(5) });
  const { mean } = await model.summary(one);
  for (const j of [0, 1]) {
    const ofTarget = <T>(_: T, i: number): boolean => i % 2 === j;
    const expected = mass.reduce((sum, p, i) => sum + p * grid[2 * i + j]!, 0) / total;
    expect(Math.abs(meanOf(samples.data.filter(ofTarget)) - expected)).toBeLessThan(0.15);
    expect(Math.abs(mean.data[j]! - expected)).toBeLessThan(0.15);
  }
  await model.dispose();
});
