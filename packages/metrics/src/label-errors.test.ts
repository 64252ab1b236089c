import type { MatrixLike } from "@ebm/core/matrix";
import fc from "fast-check";
import { expect, test } from "vitest";
import { pairs, rowsOf } from "../test/arbitraries.js";
import { hammingLoss, subsetAccuracy } from "./index.js";

const example = {
  predicted: { data: [1, 1, 0, 0, 0, 0, 1, 1], shape: [4, 2] },
  actual: { data: [1, 1, 0, 1, 0, 0, 0, 0], shape: [4, 2] },
} as const;

test("hammingLoss and subsetAccuracy are as computed by hand", () => {
  expect(hammingLoss(example)).toBe(3 / 8);
  expect(subsetAccuracy(example)).toBe(2 / 4);
});

test("hammingLoss is the mean absolute difference, subsetAccuracy the share of equal rows", () => {
  fc.assert(
    fc.property(pairs(fc.constantFrom(0, 1)), (pair) => {
      const [predicted, actual] = [rowsOf(pair.predicted), rowsOf(pair.actual)];
      const differences = predicted.flatMap((row, i) =>
        row.map((p, j) => Math.abs(p - actual[i]![j]!)),
      );
      const distance = differences.reduce((a, b) => a + b) / differences.length;
      expect(hammingLoss(pair)).toBeCloseTo(distance, 12);
      const equal = predicted.filter((row, i) => row.join() === actual[i]!.join());
      expect(subsetAccuracy(pair)).toBeCloseTo(equal.length / predicted.length, 12);
    }),
  );
});

test("both name themselves when they refuse", () => {
  const [a, b] = [
    { data: [0, 1], shape: [1, 2] },
    { data: [0, 1], shape: [2, 1] },
  ] as const;
  expect(() => hammingLoss({ predicted: a, actual: b })).toThrow(
    /^hammingLoss: `predicted` has shape/,
  );
  expect(() => subsetAccuracy({ predicted: a, actual: b })).toThrow(/^subsetAccuracy: `pred/);
  const rows = [[0, 1]] as unknown as MatrixLike;
  expect(() => hammingLoss({ predicted: rows, actual: a })).toThrow(
    "hammingLoss: `predicted` is an array, expected { data, shape: [rows, columns] }.",
  );
});
