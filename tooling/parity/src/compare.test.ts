import type { Packed } from "@ebm/engine";
import { expect, test } from "vitest";
import { difference } from "./compare.js";

const row = (...numbers: number[]): Packed => ({
  data: Float32Array.from(numbers),
  shape: [numbers.length],
});

test("differences are relative to the largest entry of an output, and the largest counts", () => {
  expect(difference({ a: row(8, 1.5) }, { a: row(8, 1) })).toBe(1 / 16);
  expect(difference({ a: row(8, 1.5), b: row(2) }, { a: row(8, 1), b: row(1) })).toBe(1);
  expect(difference({ a: row(0.5) }, { a: row(0) })).toBe(0.5);
  expect(difference({ a: row(-0, Infinity, NaN) }, { a: row(0, Infinity, NaN) })).toBe(0);
});

test("what is missing, of another shape, or not finite in one alone, is infinitely far", () => {
  const a = row(1, 2);
  for (const other of [row(1), row(1, NaN), row(1, Infinity), { ...a, shape: [2, 1] }]) {
    expect(difference({ a: other }, { a })).toBe(Infinity);
  }
  expect(difference({ a: row(Infinity) }, { a: row(-Infinity) })).toBe(Infinity);
  expect(difference({ b: a }, { a })).toBe(Infinity);
});
