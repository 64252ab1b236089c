import { expect, test } from "vitest";
import { booleanOf, datetimeOf, numberOf } from "./cells.js";

test.each([
  ["41", 41],
  ["-.5e1", -5],
  [7, 7],
  ["inf", Infinity],
  ["-Infinity", -Infinity],
  ["1e999", undefined],
  ["0x10", undefined],
  ["1 2", undefined],
  ["", undefined],
  [null, undefined],
])("numberOf reads %j as %s", (cell, value) => {
  expect(numberOf(cell)).toBe(value);
});

test("booleanOf reads true and false, in any case", () => {
  expect([true, "TRUE", "false", "yes", 1, null].map(booleanOf)).toEqual([
    ...[true, true, false, undefined, undefined, undefined],
  ]);
});

const noon = Date.UTC(2024, 1, 29, 12);

test.each([
  ["2024-02-29", Date.UTC(2024, 1, 29)],
  ["2024-02-29 12:00", noon],
  ["2024-02-29T12:00:00.25Z", noon + 250],
  ["2024-02-29T13:30:00+01:30", noon],
  [new Date(noon), noon],
  ["2023-02-29", undefined],
  ["2024-02-29T24:00", undefined],
  ["29.2.2024", undefined],
  [noon, undefined],
])("datetimeOf reads %j as %s", (cell, value) => {
  expect(datetimeOf(cell)).toBe(value);
});
