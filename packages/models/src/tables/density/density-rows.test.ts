import { readTable } from "@ebm/datasets";
import { expect, test } from "vitest";
import { densityRows } from "./density-rows.js";
import { categoriesOf } from "./density-rows-of.js";
import { fitDensityColumns } from "./fit-density-columns.js";

const records = [
  { age: 30, zone: "a", size: "s", open: true },
  { age: null, zone: "b", size: "m", open: false },
  { age: 50, zone: "a", size: "l", open: null },
  { age: 40, zone: "b", size: null, open: true },
];

test("keeps the unit of numbers, codes categories, and has NaN where a value is missing", async () => {
  const table = await readTable(records);
  const columns = fitDensityColumns(table);
  expect(categoriesOf(columns)).toEqual([0, 3, 4, 2]);
  const { data, shape } = await densityRows(columns, table);
  expect(shape).toEqual([4, 4]);
  // sizes are l, m, s
  expect([...data]).toEqual(
    [
      [-10, 0, 2, 1],
      [Number.NaN, 1, 1, 0],
      [10, 0, 0, Number.NaN],
      [0, 1, Number.NaN, 1],
    ].flat(),
  );
});

test("gives categories that training had not a code of their own", async () => {
  const columns = fitDensityColumns(await readTable(records));
  const other = await readTable([{ age: 35, zone: "c", size: "xl", open: true }]);
  const { data } = await densityRows(columns, other);
  expect([...data]).toEqual([-5, 2, 3, 1]);
});

test("refuses a column of too many categories", async () => {
  const names = Array.from({ length: 120 }, (_, i) => ({ name: `n${i}`, x: i % 7 }));
  const table = await readTable(names, { types: new Map([["name", "category"]]) });
  expect(() => fitDensityColumns(table)).toThrow(
    "`name` has 120 categories, expected 100 at most.",
  );
});
