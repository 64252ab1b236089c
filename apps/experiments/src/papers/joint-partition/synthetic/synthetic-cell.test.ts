import { expect, test } from "vitest";
import type { Metrics } from "../../../studies/study.js";
import { runSyntheticCell, type SyntheticCell } from "./synthetic-cell.js";
import type { TaskConfig } from "./synthetic-task.js";

const LABELS = 4;
const task: TaskConfig = {
  labels: LABELS,
  strength: 2,
  anchored: false,
  train: 2000,
  validation: 200,
  test: 20,
};
const fit = {
  hidden: [],
  logPartitionHidden: [32],
  steps: 300,
  every: 100,
  batchSize: 64,
  learningRates: [0.1],
};
const run = (own: object): Promise<Metrics> =>
  runSyntheticCell({ seed: 0, task, fit, ...own } as unknown as SyntheticCell, {
    fetch: {},
    signal: new AbortController().signal,
  });

test("the truth exceeds itself by nothing", async () => {
  const { excess, nll, subsetAccuracy } = await run({ method: "truth" });
  expect(excess).toBeCloseTo(0, 10);
  expect(nll).toBeGreaterThan(Math.LN2);
  expect(nll).toBeLessThan(LABELS * Math.LN2 - 0.5);
  expect(subsetAccuracy).toBeLessThan(50);
});

test("independent labels are coins", async () => {
  const { nll } = await run({ method: "exact MLE", model: "unary", draws: 0 });
  expect(nll).toBeGreaterThan(LABELS * Math.LN2);
  expect(nll).toBeLessThan(LABELS * Math.LN2 + 0.1);
});

test.each([
  ["exact MLE", 0, 0.1],
  ["min-min", 100, 0.15],
  ["pseudo-likelihood", 0, 0.1],
  ["contrastive divergence", 1, 0.15],
  ["ranking NCE", 100, 0.1],
])("pairs come near the truth by %s", async (method, draws, within) => {
  const metrics = await run({ method, model: "pairwise", draws });
  expect(metrics.excess).toBeGreaterThan(0);
  expect(metrics.excess).toBeLessThan(within);
  expect(metrics.validationNll).toHaveLength(3);
  if (method === "min-min") expect(metrics.logPartitionRmse).toBeLessThan(0.5);
});
