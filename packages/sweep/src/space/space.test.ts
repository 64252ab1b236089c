import fc from "fast-check";
import { expect, test } from "vitest";
import { points } from "../search/points.js";
import { grid } from "./grid.js";
import { unitValues } from "./unit-values.js";

test("a grid has each combination once, and the last setting changes first", () => {
  const { size, values } = grid({
    a: { values: ["x", "y"] },
    b: { min: 1, max: 100, scale: "log", steps: 3 },
    c: { min: 0, max: 1, steps: 2 },
  });
  const all = Array.from({ length: size }, (_, i) => values(i));
  expect(all.slice(0, 2)).toEqual([
    { a: "x", b: 1, c: 0 },
    { a: "x", b: 1, c: 1 },
  ]);
  expect(new Set(all.map((value) => JSON.stringify(value))).size).toBe(12);
  expect([...new Set(all.map(({ b }) => (b as number).toFixed(6)))]).toEqual([
    "1.000000",
    "10.000000",
    "100.000000",
  ]);
});

test("a space without settings has one point", () => {
  expect(grid({}).size).toBe(1);
  expect(points({}, { method: "sobol", trials: 5 }).values(0)).toEqual({});
});

test("values lie in their range, and every whole number is equally likely", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1000 }),
      fc.integer({ min: 0, max: 1000 }),
      fc.double({ min: 0, max: 1 - 2 ** -24, noNaN: true }),
      fc.constantFrom("linear" as const, "log" as const),
      (min, width, u, scale) => {
        const max = min + width;
        const { x, n } = unitValues(
          { x: { min, max, scale }, n: { min, max, scale, integer: true } },
          [u, u],
        ) as { x: number; n: number };
        expect(x).toBeGreaterThanOrEqual(min);
        expect(x).toBeLessThanOrEqual(max);
        expect(Number.isInteger(n) && n >= min && n <= max).toBe(true);
      },
    ),
  );
  const counts = new Map<unknown, number>();
  for (let i = 0; i < 300; i++) {
    const { n } = unitValues({ n: { min: 3, max: 5, integer: true } }, [(i + 0.5) / 300]);
    counts.set(n, (counts.get(n) ?? 0) + 1);
  }
  expect([...counts]).toEqual([
    [3, 100],
    [4, 100],
    [5, 100],
  ]);
});

test.each(["random", "sobol"] as const)("%s points depend on the seed and the index", (method) => {
  const space = { x: { min: 0, max: 1 }, k: { values: [1, 2, 3] } };
  const [few, many, other] = [
    points(space, { method, trials: 4, seed: 3 }),
    points(space, { method, trials: 400, seed: 3 }),
    points(space, { method, trials: 4, seed: 4 }),
  ];
  expect(few.values(2)).toEqual(many.values(2));
  expect(few.values(2)).not.toEqual(other.values(2));
  const mean = Array.from({ length: 400 }, (_, i) => many.values(i).x as number);
  expect(Math.abs(mean.reduce((a, b) => a + b) / 400 - 0.5)).toBeLessThan(0.06);
});

test.each([
  [{ x: { min: 2, max: 1 } }, "space: `x` is from 2 to 1, expected min ≤ max."],
  [{ x: { min: 0, max: 1, scale: "log" as const } }, "`x` is from 0, expected a positive min"],
  [{ x: { min: 0.5, max: 1, integer: true } }, "`x` is from 0.5 to 1, expected whole numbers."],
  [{ x: { values: [] } }, "space: `x` has no values, expected one at least."],
])("refuses %j", (space, message) => {
  expect(() => points(space, { method: "random", trials: 1 })).toThrow(message);
});

test("a grid of a range needs steps, and other searches need a number of points", () => {
  const space = { x: { min: 0, max: 1 } };
  expect(() => points(space, { method: "grid" })).toThrow("grid: `x` has no `steps`");
  expect(() => points(space, { method: "sobol" })).toThrow("points: `trials` is missing");
});
