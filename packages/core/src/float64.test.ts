import { expect, test } from "vitest";
import { logMeanExp, logSumExp, mean } from "./float64.js";

test("logSumExp does not overflow", () => {
  expect(logSumExp([1000, 1000])).toBeCloseTo(1000 + Math.LN2, 12);
  expect(logSumExp(Float32Array.of(-1000, -1000))).toBeCloseTo(-1000 + Math.LN2, 12);
  expect(logSumExp([0, -Infinity])).toBe(0);
});

test.each<[x: readonly number[], expected: number]>([
  [[], -Infinity],
  [[-Infinity, -Infinity], -Infinity],
  [[0, Infinity, -Infinity], Infinity],
  [[0, NaN], NaN],
  [[NaN, Infinity], NaN],
])("logSumExp(%j) is %d", (x, expected) => {
  expect(logSumExp(x)).toBe(expected);
});

test("logMeanExp and mean", () => {
  expect(logMeanExp([1000, 1000])).toBeCloseTo(1000, 12);
  expect(logMeanExp([])).toBeNaN();
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean([])).toBeNaN();
});
