import { join } from "node:path";
import { loadMultilabel } from "@ebm/datasets";
import { f1Macro, f1Micro, f1Samples } from "@ebm/metrics";
import { describe, expect, test } from "vitest";
import { configOf } from "../test/config-of.js";
import { dataDir } from "../test/data-dir.js";
import { temporaryDirectory } from "../test/own-files.js";
import { fit } from "./run/fit.js";
import { loadRun } from "./run/load-run.js";
import { createRunDirectory } from "./run-files/create-run-directory.js";
import type { RunEvent } from "./run-files/events.js";
import { readKept } from "./run-files/read-kept.js";
import { binary } from "./tasks/binary.js";
import { labelRanking } from "./tasks/label-ranking.js";
import { multilabel } from "./tasks/multilabel.js";
import type { Metrics, Task } from "./tasks/task.js";

/** Trains and evaluates, without export and report. */
async function trained(task: Task, dataset: string, settings: object = {}): Promise<Metrics> {
  const config = configOf(task, dataset, settings);
  const directory = join(await temporaryDirectory(), "run");
  const run = await loadRun(directory, { task, config, fetch: { dataDir } });
  const emit = (_: RunEvent): void => {};
  const { signal } = new AbortController();
  const lock = await createRunDirectory(directory, config);
  await fit(run, { emit, signal, checkpointSeconds: 60, lock });
  const evaluator = run.problem.openEvaluator();
  const { metrics } = await evaluator.test((await readKept(directory)).params);
  await evaluator.dispose();
  return metrics;
}

/** A score that no task falls short of after a few steps. */
const AT_LEAST: Readonly<Record<string, number>> = { f1Micro: 1, kendallTau: 20 };

describe.runIf(dataDir)("real data", () => {
  const structured: readonly Task[] = [multilabel, labelRanking];
  test.each(
    structured.flatMap((task) => task.datasets.map(({ name }) => ({ task, dataset: name }))),
  )("$task.name on $dataset begins, and improves on the prior", async ({ task, dataset }) => {
    const metrics = await trained(task, dataset, { loss: "logistic", steps: 30, samples: 50 });
    const score = task.headline[0]!;
    expect(metrics[score]).toBeGreaterThan(AT_LEAST[score]!);
    expect(metrics.logPartitionRmse).toBeLessThan(5);
  });

  test("bits of nltcs depend on each other", async () => {
    const { nll, frequencyNll, chowLiuNll } = await trained(binary, "nltcs", { budget: 20 });
    expect(nll).toBeLessThan(chowLiuNll!);
    expect(chowLiuNll).toBeLessThan(frequencyNll!);
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
    const metrics = await trained(labelRanking, "iris", { model: "permutahedron" });
    expect(metrics.kendallTau).toBeGreaterThan(95);
    expect(metrics.nll).toBeLessThan(0.3);
  });
});
