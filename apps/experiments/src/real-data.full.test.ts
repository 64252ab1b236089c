import { labelRankingDatasets, loadMultilabel, multilabelDatasets } from "@ebm/datasets";
import { f1Macro, f1Micro, f1Samples } from "@ebm/metrics";
import { compileModel, evaluate, jointLosses } from "@ebm/models";
import { describe, expect, test } from "vitest";
import { configOf } from "../test/config-of.js";
import { dataDir } from "../test/data-dir.js";
import { temporaryDirectory } from "../test/own-files.js";
import type { Config } from "./config/config.js";
import { readKept } from "./run/kept-params.js";
import { loadRun } from "./run/load-run.js";
import type { RunEvent } from "./run-files/events.js";
import { fit } from "./training/fit.js";

/** Trains and evaluates, without export and report. */
async function trained(config: Config): Promise<Readonly<Record<string, number | null>>> {
  const run = await loadRun(await temporaryDirectory(), { config, fetch: { dataDir } });
  const emit = (_: RunEvent): void => {};
  const { signal } = new AbortController();
  await fit(run, { emit, signal, checkpointSeconds: 60 });
  const forward = compileModel(run.experiment, run.params, config);
  const { test } = run.prepared;
  const outputs = await forward((await readKept(run)).params, test);
  await forward.dispose();
  return evaluate(test.targets, outputs, { model: run.experiment, loss: jointLosses[config.loss] })
    .metrics;
}

describe.runIf(dataDir)("real data", () => {
  test.each([
    ...Object.keys(multilabelDatasets).map((dataset) => ["multilabel", dataset] as const),
    ...Object.keys(labelRankingDatasets).map((dataset) => ["label-ranking", dataset] as const),
  ])("%s on %s begins, and improves on the prior", async (task, dataset) => {
    const metrics = await trained(configOf(task, dataset, { steps: 30, samples: 50 }));
    const score = task === "multilabel" ? metrics.f1Micro : metrics.kendallTau;
    expect(score).toBeGreaterThan(task === "multilabel" ? 1 : 20);
    expect(metrics.logPartitionRmse).toBeLessThan(5);
  });

  // over all 502 rows, as computed independently of this library
  test("F1 of all ones on cal500 is 0.260 micro, 0.259 samples and 0.231 macro", async () => {
    const { train } = await loadMultilabel("cal500", { dataDir });
    const ones = { data: new Float32Array(train.y.data.length).fill(1), shape: train.y.shape };
    const predictions = { predicted: ones, actual: train.y };
    expect(f1Micro(predictions)).toBeCloseTo(0.26, 3);
    expect(f1Samples(predictions)).toBeCloseTo(0.259, 3);
    expect(f1Macro(predictions)).toBeCloseTo(0.231, 3);
  });

  test("iris reaches what is published", async () => {
    const metrics = await trained(configOf("label-ranking", "iris"));
    expect(metrics.kendallTau).toBeGreaterThan(95);
    expect(metrics.nll).toBeLessThan(0.3);
  });
});
