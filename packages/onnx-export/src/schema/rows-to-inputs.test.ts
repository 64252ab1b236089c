import { describe, expect, test } from "vitest";
import { rowsToInputs, type Schema, type TableLike } from "../index.js";

const schema: Schema = {
  version: 1,
  inputs: {
    x: {
      columns: [
        { name: "age", kind: "number", missing: "state" },
        {
          name: "region",
          kind: "category",
          categories: ["north", "__proto__", "1"],
          missing: "imputed",
          unknown: "zeros",
        },
        { name: "since", kind: "datetime", missing: "state" },
        { name: "member", kind: "boolean", missing: "refused" },
      ],
    },
  },
};
const row = { age: 41, region: "north", since: "2024-01-01", member: true };
const x = (table: TableLike, of: Schema = schema) => rowsToInputs(of, table).inputs.x!;
const day = Date.UTC(2024, 0, 1);

describe("rowsToInputs", () => {
  test("finds values by name, in any order", () => {
    const { member, ...others } = row;
    const { inputs, notes } = rowsToInputs(schema, [row, { member, extra: 1, ...others }].map(all));
    expect(inputs.x).toEqual({
      data: Float64Array.of(41, 0, day, 1, 41, 0, day, 1),
      shape: [2, 4],
    });
    expect(notes).toEqual(["Columns that are not used: `extra`."]);
  });

  test("reads values as texts, numbers, dates and what is missing", () => {
    const rows = [
      { age: "4.1e1", region: 1, since: new Date(day), member: 0 },
      { age: null, region: undefined, since: "", member: "TRUE" },
      { age: true, region: "__proto__", since: "2024-01-01 01:30:00.25+01:30", member: false },
      { age: 7n, region: "south", since: "2024-01-01T00:00Z", member: 1 },
    ];
    const nan = Number.NaN;
    const { inputs, notes } = rowsToInputs(schema, rows);
    expect([...inputs.x!.data]).toEqual([
      ...[41, 2, day, 0],
      ...[nan, nan, nan, 1],
      ...[1, 1, day + 250, 0],
      ...[7, 3, day, 1],
    ]);
    expect(notes).toEqual([
      "`region` is missing in 1 of 4 rows, and never was in training.",
      "`region` has values that training did not have: `south`.",
    ]);
  });

  test("reads typed columns", () => {
    const columns: Extract<TableLike, { rows: number }>["columns"] = [
      { name: "member", kind: "boolean", values: Int8Array.of(1, 0) },
      { name: "since", kind: "datetime", values: Float64Array.of(day, Number.NaN) },
      { name: "region", kind: "category", values: Int32Array.of(0, -1), categories: ["1"] },
      { name: "age", kind: "number", values: Float64Array.of(41, Number.NaN) },
    ];
    const nan = Number.NaN;
    expect([...x({ rows: 2, columns }).data]).toEqual([41, 2, day, 1, nan, nan, nan, 0]);
    expect(() => x({ rows: 2, columns: [...columns, columns[0]!] })).toThrow(
      "rowsToInputs: the table has `member` twice, expected each name once.",
    );
  });

  test.each<[string, TableLike, string]>([
    ["no rows", [], "the table has no rows, expected at least one."],
    ["a list", [[41] as never], "row 1 is not an object, expected values by name."],
    [
      "a misspelled column",
      [{ ...row, age: undefined, agee: 41 }].map(({ age, ...others }) => others),
      "the table has no column `age`, expected it. Did you mean `agee`?",
    ],
    [
      "a missing column",
      [{ age: 41 }],
      "the table has no column `region`, expected it. The columns are `age`.",
    ],
    [
      "a record without a value",
      [row, { age: 3, since: null, member: true }],
      "row 2 has `age`, `since`, `member`, expected `region` too, or null if it is missing.",
    ],
    [
      "an empty record",
      [row, {}],
      "row 2 has nothing, expected `age` too, or null if it is missing.",
    ],
    [
      "no time",
      [{ ...row, since: new Date("?") }],
      "row 1, column `since` has `Invalid Date`, expected a date.",
    ],
    [
      "a text",
      [{ ...row, age: "old" }],
      "row 1, column `age` has `old`, expected a finite number.",
    ],
    [
      "an infinity",
      [row, { ...row, age: Infinity }],
      "row 2, column `age` has `Infinity`, expected a finite number.",
    ],
    [
      "an object",
      [{ ...row, age: {} }],
      "row 1, column `age` has `[object Object]`, expected a finite number.",
    ],
    [
      "no date",
      [{ ...row, since: "2024-02-30" }],
      "row 1, column `since` has `2024-02-30`, expected a date.",
    ],
    [
      "seconds",
      [{ ...row, since: 1.7e9 }],
      "row 1, column `since` has `1700000000`, expected a date.",
    ],
    ["no bit", [{ ...row, member: 2 }], "row 1, column `member` has `2`, expected true or false."],
    [
      "what is refused where it is missing",
      [{ ...row, member: null }],
      "row 1, column `member` has no value, expected true or false.",
    ],
  ])("refuses %s by its place", (_, table, message) => {
    expect(() => rowsToInputs(schema, table)).toThrow(`rowsToInputs: ${message}`);
  });

  test("refuses an unknown category where that is an error", () => {
    const strict: Schema = {
      version: 1,
      inputs: {
        x: {
          columns: [
            {
              name: "c",
              kind: "category",
              categories: ["a", ""],
              missing: "imputed",
              unknown: "error",
            },
          ],
        },
      },
    };
    expect([...x([{ c: "a" }, { c: "" }, { c: null }], strict).data]).toEqual([0, 1, Number.NaN]);
    expect(() => x([{ c: "z" }], strict)).toThrow(
      "rowsToInputs: row 1, column `c` has `z`, expected one of `a`, ``.",
    );
  });
});

/** A record that has every name. */
function all(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { extra: 0, ...record };
}
