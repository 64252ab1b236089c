import { describe, expect, test } from "vitest";
import { f1Macro, f1Micro, f1Samples, hammingLoss, kendallTau, subsetAccuracy } from "./index.js";

const matrix = (rows: readonly (readonly number[])[]) => ({
  data: Float32Array.from(rows.flat()),
  shape: [rows.length, rows[0]!.length] as const,
});

const predicted = matrix([
  [1, 0, 1],
  [0, 1, 1],
  [1, 1, 0],
]);
const actual = matrix([
  [1, 1, 0],
  [0, 1, 1],
  [0, 1, 0],
]);

describe.each([f1Macro, f1Micro, f1Samples, hammingLoss, kendallTau, subsetAccuracy])("%o", (f) => {
  test("counts a row of weight 2 as two rows, and one of weight 0 not at all", () => {
    const take = (rows: readonly number[]) => {
      const of = ({ data }: typeof actual) =>
        matrix(rows.map((row) => [...data.subarray(3 * row, 3 * row + 3)]));
      return f({ predicted: of(predicted), actual: of(actual) });
    };
    expect(f({ predicted, actual, weights: [2, 0, 1] })).toBeCloseTo(take([0, 0, 2]), 12);
  });

  test("refuses weights of another number of rows", () => {
    expect(() => f({ predicted, actual, weights: [1] })).toThrow(
      /: `weights` has 1 entries, expected 3\.$/,
    );
  });
});

test("entries that are not known do not count", () => {
  const known = matrix([
    [1, 0, 0],
    [1, 1, 1],
    [0, 1, 1],
  ]);
  const all = { predicted, actual, known };
  for (const f of [f1Micro, f1Samples, f1Macro, subsetAccuracy]) expect(f(all)).toBe(1);
  expect(hammingLoss(all)).toBe(0);
  const wrong = { ...all, predicted: matrix([...[0, 1, 2].map(() => [0, 0, 0])]) };
  expect(hammingLoss(wrong)).toBeCloseTo(4 / 6, 12);
});
