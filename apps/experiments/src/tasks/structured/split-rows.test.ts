import { key } from "@ebm/core";
import { applyPreprocessor, columnStatistics, type FittedNumber, standardize } from "@ebm/datasets";
import { describe, expect, test } from "vitest";
import { configOf } from "../../../test/config-of.js";
import { multilabel } from "../multilabel.js";
import type { MultilabelConfig } from "../multilabel-config.js";
import { type RawRows, rawRows } from "./raw-rows.js";
import { splitRows } from "./split-rows.js";
import { structuredInstance } from "./structured-instance.js";

const rows = 30;
const data: RawRows = rawRows({
  name: "toy",
  x: { data: Float32Array.from({ length: rows }, (_, row) => row), shape: [rows, 1] },
  targets: { data: new Float32Array(2 * rows), shape: [rows, 2] },
  featureNames: ["x"],
  labelNames: ["a", "b"],
  testFrom: 21,
});
const keys = { test: key(1), validation: key(2) };
const config = (settings: object): MultilabelConfig =>
  configOf(multilabel, "toy", { model: "unary", ...settings }) as MultilabelConfig;

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

describe("splits that go by something", () => {
  const group = Array.from({ length: rows }, (_, row) => row % 7);
  const times = Float64Array.from({ length: rows }, (_, row) => (row * 7) % rows);

  test("keep groups together, and take the latest times for testing", () => {
    const byGroup = splitRows(config({ split: "group:g" }), { ...data, groups: group }, keys);
    const tested = new Set([...byGroup.test].map((row) => group[row]));
    expect([...byGroup.train].filter((row) => tested.has(group[row]))).toEqual([]);
    const settings = config({ split: "time:t", validationShare: 0.25 });
    const { train, validation, test } = splitRows(settings, { ...data, times }, keys);
    const [first, second, third] = [train, validation, test].map((part) =>
      [...part].map((row) => times[row]!),
    );
    expect(Math.max(...first!)).toBeLessThan(Math.min(...second!));
    expect(Math.max(...second!)).toBeLessThan(Math.min(...third!));
  });

  test("folds test each row once", () => {
    const tests = [1, 2, 3].flatMap((fold) => [
      ...splitRows(config({ folds: 3, fold }), data, keys).test,
    ]);
    expect(tests.sort((a, b) => a - b)).toEqual([...Array(rows).keys()]);
  });
});

test("columns of numbers are standardized as published results were, bit for bit", () => {
  const values = Float32Array.from({ length: 3 * rows }, (_, i) => Math.sin(i) * 10 ** (i % 3));
  values.set([Number.NaN], 7);
  const x = { data: values.map((v, i) => (i % 3 === 2 ? 5 : v)), shape: [rows, 3] as const };
  const { features, fit } = rawRows({
    name: "toy",
    x,
    targets: { data: new Float32Array(rows), shape: [rows, 1] },
    featureNames: ["a", "b", "c"],
    labelNames: ["l"],
    testFrom: rows,
  });
  const { data: prepared } = applyPreprocessor(fit(features), features);
  expect(prepared).toEqual(standardize(x, columnStatistics(x)).data);
});

test("all parts are standardized by the training rows alone", () => {
  const settings = config({ split: "files", validationShare: 0.2 });
  const model = multilabel.createModel(2, "unary");
  const { train, test, preprocessor } = structuredInstance(settings, { data, model }).prepared;
  const mean = train.x.data.reduce((sum, x) => sum + x, 0) / train.x.shape[0];
  expect(mean).toBeCloseTo(0, 6);
  expect(Math.hypot(...train.x.data) ** 2 / train.x.shape[0]).toBeCloseTo(1, 5);
  const { center, scale } = preprocessor.columns[0] as FittedNumber;
  expect(test.x.data[0]).toBeCloseTo((21 - center) / scale, 5);
});
