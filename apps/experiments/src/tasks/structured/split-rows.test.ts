import { key } from "@ebm/core";
import { describe, expect, test } from "vitest";
import { configOf } from "../../../test/config-of.js";
import { type MultilabelConfig, multilabel } from "../multilabel.js";
import { splitRows } from "./split-rows.js";
import type { StructuredData } from "./structured-data.js";
import { structuredInstance } from "./structured-instance.js";

const rows = 30;
const data: StructuredData = {
  name: "toy",
  x: { data: Float32Array.from({ length: rows }, (_, row) => row), shape: [rows, 1] },
  targets: { data: new Float32Array(2 * rows), shape: [rows, 2] },
  labelNames: ["a", "b"],
  testFrom: 21,
};
const keys = { test: key(1), validation: key(2) };
const config = (settings: object): MultilabelConfig => configOf(multilabel, "toy", settings);

describe("splitRows", () => {
  test.each([
    ["random", 0, [24, 0, 6]],
    ["random", 0.25, [18, 6, 6]],
    ["files", 0.25, [15, 6, 9]],
  ])("of %s rows, with %d for validation", (split, validationShare, sizes) => {
    const parts = splitRows(config({ split, validationShare }), data, keys);
    const all = [...parts.train, ...parts.validation, ...parts.test];
    expect([parts.train, parts.validation, parts.test].map(({ length }) => length)).toEqual(sizes);
    expect(all.sort((a, b) => a - b)).toEqual([...Array(rows).keys()]);
  });

  test("has the same test rows whatever is held out of the others", () => {
    const test = (validationShare: number): number[] => [
      ...splitRows(config({ validationShare }), data, keys).test,
    ];
    expect(test(0.5)).toEqual(test(0));
  });

  test("tests on the rows of the test file if asked to", () => {
    const { test } = splitRows(config({ split: "files" }), data, keys);
    expect([...test]).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29]);
  });
});

test("all parts are standardized by the training rows alone", () => {
  const settings = config({ split: "files", validationShare: 0.2 });
  const model = multilabel.createModel(2, "unary");
  const { train, test, statistics } = structuredInstance(settings, { data, model }).prepared;
  const mean = train.x.data.reduce((sum, x) => sum + x, 0) / train.x.shape[0];
  expect(mean).toBeCloseTo(0, 6);
  expect(Math.hypot(...train.x.data) ** 2 / train.x.shape[0]).toBeCloseTo(1, 5);
  expect(test.x.data[0]).toBeCloseTo((21 - statistics.mean[0]!) / statistics.std[0]!, 5);
});
