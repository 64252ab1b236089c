import { DivergedError } from "@ebm/core";
import { expect, test } from "vitest";
import type { PlanarCell } from "./planar-cell.js";
import { planarProtocol } from "./planar-protocols.js";
import { runPlanarCell } from "./run-planar-cell.js";

const cell = (settings: Partial<PlanarCell>): PlanarCell => ({
  seed: 0,
  dataset: "pinwheel",
  method: "SNL",
  proposal: "gaussian",
  base: "proposal",
  protocol: {
    ...planarProtocol("authors", "pinwheel"),
    hidden: [16],
    batchSize: 64,
    draws: 64,
    steps: 150,
    learningRate: 0.01,
    every: 50,
  },
  ...settings,
});
const context = { fetch: {}, signal: new AbortController().signal };

test("an energy that is tilted from its proposal improves on it, and stays below the truth", async () => {
  const alone = await runPlanarCell(cell({ method: "proposal alone" }), context);
  const trained = await runPlanarCell(cell({}), context);
  expect(alone.chosenStep).toBe(0);
  expect(alone.logNormalizer).toBeCloseTo(0, 3);
  // that of the best diagonal Gaussian of standardized data
  expect(alone.logLikelihood).toBeCloseTo(-1 - Math.log(2 * Math.PI), 1);
  expect(trained.logLikelihood).toBeGreaterThan((alone.logLikelihood as number) + 0.01);
  expect(trained.gap).toBeGreaterThan(0);
  expect(trained.selfNormalized).toBeLessThan(trained.importance as number);
});

test("training that diverges is an error of its own", async () => {
  const wild = cell({ base: "none" });
  const protocol = { ...wild.protocol, learningRate: 1e12 };
  await expect(runPlanarCell({ ...wild, protocol }, context)).rejects.toThrow(DivergedError);
});
