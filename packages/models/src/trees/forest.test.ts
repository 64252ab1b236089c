import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import { describe, expect, test } from "vitest";
import { folds } from "../members/folds.js";
import { crossFitForest } from "./cross-fit-forest.js";
import { fitForest } from "./fit-forest.js";
import { predictForest } from "./forest.js";

const rows = 400;
const x = { data: normal(key(1), rows * 5), shape: [rows, 5] as const };
/** The sign of a product, and a step. */
const y = { data: new Float32Array(rows * 2), shape: [rows, 2] as const };
for (let row = 0; row < rows; row++) {
  const [a, b, c] = x.data.subarray(5 * row, 5 * row + 3);
  y.data[2 * row] = Number(a! * b! > 0);
  y.data[2 * row + 1] = Number(c! > 0.5);
}

function accuracy(means: Float32Array): number {
  const right = means.filter((mean, i) => mean > 0.5 === y.data[i]! > 0.5);
  return right.length / means.length;
}

describe("fitForest", () => {
  test("learns products and steps, judged out of bag", async () => {
    const { forest, outOfBag } = await fitForest({ x, y, key: key(2), kind: "forest", trees: 60 });
    expect(accuracy(outOfBag.data)).toBeGreaterThan(0.85);
    expect(accuracy(predictForest(forest, x).data)).toBeGreaterThan(0.99);
  });

  test("gives the same forest for the same key", async () => {
    const inputs = { x, y, kind: "extra", trees: 5 } as const;
    const { forest } = await fitForest({ ...inputs, key: key(3) });
    expect((await fitForest({ ...inputs, key: key(3) })).forest).toEqual(forest);
    expect((await fitForest({ ...inputs, key: key(4) })).forest).not.toEqual(forest);
  });

  test("fits training rows, and finds the step that made them", async () => {
    const one = { data: y.data.filter((_, i) => i % 2 === 1), shape: [rows, 1] as const };
    const { forest } = await fitForest({
      x,
      y: one,
      key: key(5),
      kind: "extra",
      trees: 1,
      tries: 5,
      minLeaf: 1,
    });
    expectClose(predictForest(forest, x).data, one.data);
    const best = await fitForest({ x, y: one, key: key(5), kind: "forest", trees: 20, tries: 5 });
    for (const root of best.forest.roots) {
      expect(best.forest.feature[root]).toBe(2);
      expect(best.forest.threshold[root]).toBeCloseTo(0.5, 1);
    }
  });

  test("keeps leaves large enough, and its values few enough", async () => {
    const large = await fitForest({ x, y, key: key(6), kind: "extra", trees: 4, minLeaf: 50 });
    expect(large.forest.values.length).toBeLessThanOrEqual((2 * 4 * rows) / 50);
    const few = await fitForest({ x, y, key: key(6), kind: "forest", trees: 4, maxValues: 100 });
    expect(few.forest.values.length).toBeLessThanOrEqual(100);
  });

  test("splits many outputs by projections, and predicts all of them", async () => {
    const many = { data: new Float32Array(rows * 40), shape: [rows, 40] as const };
    for (let i = 0; i < many.data.length; i++) {
      many.data[i] = y.data[2 * Math.floor(i / 40) + (i % 2)]!;
    }
    const { outOfBag } = await fitForest({ x, y: many, key: key(7), kind: "forest", trees: 40 });
    const two = Float32Array.from(y.data, (_, i) => outOfBag.data[40 * (i >> 1) + (i % 2)]!);
    expect(accuracy(two)).toBeGreaterThan(0.8);
  });

  test("makes one leaf of constant features", async () => {
    const flat = { data: new Float32Array(rows * 5), shape: x.shape };
    const { forest } = await fitForest({ x: flat, y, key: key(8), kind: "extra", trees: 1 });
    expect([...forest.feature]).toEqual([-1]);
    expect(forest.values[0]).toBeCloseTo(
      y.data.filter((_, i) => i % 2 === 0).reduce((a, b) => a + b) / rows,
    );
  });
});

describe("crossFitForest", () => {
  test("predicts each row by trees that have not seen it", async () => {
    const foldOf = folds({ rows, count: 4, key: key(9) });
    const inputs = { x, y, folds: foldOf, key: key(10), kind: "extra", trees: 15 } as const;
    const { forest, outOfFold } = await crossFitForest(inputs);
    expect(forest.roots).toHaveLength(60);
    expect(accuracy(outOfFold.data)).toBeGreaterThan(0.8);
    const joined = predictForest(forest, x).data;
    expect(accuracy(joined)).toBeGreaterThan(0.95);
    expect(outOfFold.data).not.toEqual(joined);
  });
});
