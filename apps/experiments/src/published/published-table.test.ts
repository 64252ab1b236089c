import { describe, expect, test } from "vitest";
import { publishedTable } from "./published-table.js";

const text = `
| loss | yeast | scene |
| --- | --- | --- |
| min-min | 65.04 | MISSING |
| exact MLE | -60.71 | 70.81 |
`;

describe("publishedTable", () => {
  test("reads rows, columns and numbers", () => {
    const table = publishedTable("a talk", text);
    expect(table).toMatchObject({ source: "a talk", columns: ["yeast", "scene"] });
    expect(table.rows).toEqual(["min-min", "exact MLE"]);
    expect(table.at("min-min", "yeast")).toBe(65.04);
    expect(table.at("exact MLE", "yeast")).toBe(-60.71);
  });

  test("has null for what is missing or not there", () => {
    const { at } = publishedTable("a talk", text);
    expect(at("min-min", "scene")).toBeNull();
    expect(at("min-min", "birds")).toBeNull();
    expect(at("min-max", "yeast")).toBeNull();
  });

  test.each([
    ["| a | b |\n| 1 | 2 |", "no header with a rule"],
    ["", "no header with a rule"],
    [text.replace("65.04", "65,04"), "row min-min has `65,04`, expected a number or MISSING"],
    [text.replace("65.04", ""), "row min-min has ``, expected a number or MISSING"],
    [text.replace("| MISSING", ""), "row min-min has 1 entries, expected 2"],
    [text.replace("exact MLE", "min-min"), "two rows of one name"],
  ])("refuses what is no table: %j", (wrong, message) => {
    expect(() => publishedTable("a talk", wrong)).toThrow(message);
  });
});
