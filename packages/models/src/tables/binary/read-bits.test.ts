import { readTable } from "@ebm/datasets";
import { expect, test } from "vitest";
import { encodeBits, readBits } from "./read-bits.js";

const bitsOf = async (values: readonly unknown[], types = {}) =>
  Array.from(
    readBits(
      await readTable(
        values.map((a) => ({ a })),
        { types },
      ),
    ).bits.data,
  );

test.each([
  ["numbers", [1, 0, null], [1, 0, Number.NaN]],
  ["booleans", [true, null, false], [1, Number.NaN, 0]],
  ["two categories, the first by name is 0", ["yes", "no", "yes"], [1, 0, 1]],
  ["a category with a missing value", ["b", null, "a"], [1, Number.NaN, 0]],
  ["one category", ["a", "a", "a"], [0, 0, 0]],
  ["several categories, by name", ["b", null, "c", "a"], [1, Number.NaN, 2, 0]],
])("%s", async (_, values, expected) => {
  expect(await bitsOf(values)).toEqual(expected);
});

test("two numbers may be read as categories", async () => {
  await expect(bitsOf([2, 1, 2])).rejects.toThrow("categories with `types`.");
  expect(await bitsOf([2, 1, 2], new Map([["a", "category"]]))).toEqual([1, 0, 1]);
});

test("other rows are encoded as the first ones, with columns in any order or none", async () => {
  const first = await readTable([
    { a: "x", b: 1 },
    { a: "y", b: 0 },
    { a: "z", b: 1 },
  ]);
  const { columns } = readBits(first);
  const table = await readTable([{ b: 0, a: "z" }]);
  expect([...encodeBits(columns, table).data]).toEqual([2, 0]);
  expect([...encodeBits(columns, await readTable([{ b: true }])).data]).toEqual([Number.NaN, 1]);
  const other = await readTable([{ a: "w" }]);
  expect(() => encodeBits(columns, other)).toThrow(
    "row 1, column `a` has `w`, expected `x`, `y`, `z`.",
  );
});
