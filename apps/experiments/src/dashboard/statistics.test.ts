import { expect, test } from "vitest";
import { smoothSeries } from "./smooth-series.js";
import { spreadSeries } from "./spread-series.js";
import { summarizeSeries } from "./summarize-series.js";

test("smoothing leaves a constant as it is, and follows its recursion", () => {
  const steps = [1, 2, 3];
  const constant = smoothSeries({ steps, values: [5, 5, 5] }, 0.9);
  for (const value of constant.values) expect(value).toBeCloseTo(5, 12);
  const { values } = smoothSeries({ steps, values: [1, 2, 4] }, 0.5);
  expect(values).toEqual([1, (0.25 * 1 + 0.5 * 2) / 0.75, (0.125 + 0.5 + 2) / 0.875]);
});

test("a spread has the mean ± sample standard deviation, at the steps that all have", () => {
  const { mean, low, high } = spreadSeries([
    { steps: [1, 2, 3, 4], values: [1, 2, 3, 4] },
    { steps: [2, 4, 5], values: [4, 8, 9] },
  ]);
  expect(mean).toEqual({ steps: [2, 4], values: [3, 6] });
  expect(high.values[0]! - mean.values[0]!).toBeCloseTo(Math.SQRT2, 12);
  expect(mean.values[1]! - low.values[1]!).toBeCloseTo(2 * Math.SQRT2, 12);
});

test("a summary has the last point and both extremes", () => {
  expect(summarizeSeries({ steps: [1, 2, 5], values: [3, -1, 2] })).toEqual({
    ...{ count: 3, last: 2, lastStep: 5, min: -1, minStep: 2, max: 3, maxStep: 1 },
  });
});
