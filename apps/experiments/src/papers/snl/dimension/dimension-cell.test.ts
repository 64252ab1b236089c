import { expect, test } from "vitest";
import { type EstimatorName, runDimensionCell } from "./dimension-cell.js";

const context = { fetch: {}, signal: new AbortController().signal };

test.each([
  "gaussian",
  "defensive mixture of 20",
  "student-t",
  "AIS from the gaussian",
] as EstimatorName[])("%s is unbiased for Z in two dimensions", async (estimator) => {
  const cell = { seed: 0, dim: 2, estimator, repeats: 40, evaluations: 1500 };
  const metrics = (await runDimensionCell(cell, context)) as Record<string, number>;
  expect(Math.abs(metrics.ratio! - 1)).toBeLessThan((4 * metrics.ratioDeviation!) / Math.sqrt(40));
  expect(metrics.deviation).toBeLessThan(0.3);
});
