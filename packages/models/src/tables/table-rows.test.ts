import { expect, test } from "vitest";
import { fitMultilabel } from "./multilabel/fit-multilabel.js";
import { type TableRows, tableOf } from "./table-rows.js";

test("rows are a table or records", async () => {
  const table = await tableOf("f", [{ age: 41, region: "north" }]);
  expect(table.columns.map(({ name }) => name)).toEqual(["age", "region"]);
  expect(await tableOf("f", table)).toBe(table);
});

test("refuses a path, and says how to read it", async () => {
  await expect(fitMultilabel("people.csv" as unknown as TableRows)).rejects.toThrow(
    'fitMultilabel: `rows` is "people.csv", expected a table or records: use await readTable("people.csv").',
  );
  await expect(tableOf("f", undefined as unknown as TableRows)).rejects.toThrow(
    "f: `rows` is undefined, expected a table or records.",
  );
});
