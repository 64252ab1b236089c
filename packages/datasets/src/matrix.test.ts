import { expect, test } from "vitest";
import { takeRows } from "./index.js";

const matrix = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [3, 2] } as const;

test("takeRows takes rows in the order asked, copied, twice if asked", () => {
  const taken = takeRows(matrix, Int32Array.of(2, 0, 2));
  expect(taken).toEqual({ data: Float32Array.of(5, 6, 1, 2, 5, 6), shape: [3, 2] });
  taken.data[0] = 7;
  expect(matrix.data[4]).toBe(5);
});

test.each([3, -1, 0.5, Number.NaN])("takeRows refuses row %d of 3", (row) => {
  expect(() => takeRows(matrix, [row])).toThrow(
    `\`indices\` has ${row}, expected a row from 0 to 2.`,
  );
});
