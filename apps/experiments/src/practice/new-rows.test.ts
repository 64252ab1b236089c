import { expect, test } from "vitest";
import { newRows } from "./new-rows.js";

test("leaves out rows that equal a training row in all parts", () => {
  const matrix = (values: number[], width: number) => ({
    data: Float32Array.from(values),
    shape: [values.length / width, width] as const,
  });
  const train = [matrix([1, 2, 3, 4], 2), matrix([5, 6], 1)];
  const test = [matrix([1, 2, 1, 2, 3, 4, 3, 5], 2), matrix([5, 6, 6, 6], 1)];
  expect([...newRows(train, test)]).toEqual([1, 3]);
});
