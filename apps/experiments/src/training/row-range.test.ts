import { expect, test } from "vitest";
import { rowRange } from "./row-range.js";

const matrix = { data: Float32Array.of(0, 1, 10, 11, 20, 21), shape: [3, 2] } as const;

test.each([
  [0, 2, [0, 1, 10, 11]],
  [1, 99, [10, 11, 20, 21]],
  [2, 2, []],
])("rows from %i to before %i", (start, end, data) => {
  const shape = [data.length / 2, 2];
  expect(rowRange(matrix, start, end)).toEqual({ data: Float32Array.from(data), shape });
});

test("are a copy", () => {
  rowRange(matrix, 0, 1).data.fill(7);
  expect(matrix.data[0]).toBe(0);
});
