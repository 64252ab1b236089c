import { expect, test } from "vitest";
import { dataDir } from "../../../test/data-dir.js";
import { type ConvergenceCell, runConvergenceCell } from "./convergence.js";

const cell: ConvergenceCell = {
  seed: 0,
  dataset: "emotions",
  draws: "none",
  samples: 10,
  shared: false,
  steps: 60,
  every: 30,
  learningRate: 3e-3,
  logPartitionHidden: [16],
};

const losses = async (own: Partial<ConvergenceCell>): Promise<number[]> => {
  const context = { fetch: { dataDir }, signal: new AbortController().signal };
  const { loss } = await runConvergenceCell({ ...cell, ...own }, context);
  return loss as number[];
};

test.runIf(dataDir)("draws from the model follow the exact likelihood on emotions", async () => {
  const exact = await losses({});
  expect(exact).toHaveLength(2);
  expect(exact[1]).toBeLessThan(exact[0]!);
  expect(exact[0]).toBeLessThan(6 * Math.LN2);
  for (const draws of ["mean field", "mixture"] as const) {
    for (const [i, loss] of (await losses({ draws })).entries()) {
      expect(Math.abs(loss - exact[i]!)).toBeLessThan(0.1);
    }
  }
  const [, prior] = await losses({ draws: "prior", samples: 1, shared: true });
  expect(prior).toBeGreaterThan(exact[1]!);
});
