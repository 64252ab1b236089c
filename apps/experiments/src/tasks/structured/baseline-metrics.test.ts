import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { key, normal } from "@ebm/core";
import { expect, test } from "vitest";
import { ebmEvents as ebm } from "../../../test/ebm-here.js";
import { temporaryDirectory } from "../../../test/own-files.js";

const SHARED = ["nll", "nllStandardError", "baseNll", "frequencyNll", "uniformNll"];

async function metricsOf(task: string, header: string, row: (a: number, b: number) => string) {
  const directory = await temporaryDirectory();
  const noise = normal(key(1), 200);
  const lines = Array.from({ length: 100 }, (_, i) => row(noise[2 * i]!, noise[2 * i + 1]!));
  const table = join(directory, "table.csv");
  await writeFile(table, [header, ...lines, ""].join("\n"));
  const labels = task === "multilabel" ? ["--labels", "calm,loud"] : [];
  const file = task === "multilabel" ? "--train" : "--file";
  const options = [
    "--loss",
    "logistic",
    "--steps",
    "30",
    "--out",
    join(directory, "run"),
    "--json",
  ];
  const events = await ebm("run", task, file, table, ...labels, ...options);
  return (events.at(-1) as { metrics?: Record<string, number | null> }).metrics!;
}

test("models of the paper have the metrics of the default model of multilabel", async () => {
  const metrics = await metricsOf("multilabel", "a,b,calm,loud", (a, b) =>
    [a, b, Number(a > 0), Number(b > 1)].join(),
  );
  expect(Object.keys(metrics)).toEqual(
    expect.arrayContaining([...SHARED, "f1Micro", "f1Samples", "f1Macro", "logPartitionRmse"]),
  );
  expect(metrics).toMatchObject({ tiltKept: 1, effectiveShare: 1 });
  expect(metrics.uniformNll).toBeCloseTo(2 * Math.LN2, 6);
  expect(metrics.baseNll).toBe(metrics.uniformNll);
  expect(metrics.frequencyNll!).toBeLessThan(metrics.uniformNll!);
  expect(metrics.nllStandardError!).toBeGreaterThan(0);
});

test("models of the paper have the metrics of the default model of label-ranking", async () => {
  const metrics = await metricsOf("label-ranking", "a,b,ranking", (a, b) =>
    [a, b, a > 0 ? "x>y>z" : "x>z>y"].join(),
  );
  expect(Object.keys(metrics)).toEqual(
    expect.arrayContaining([...SHARED, "kendallTau", "logPartitionRmse"]),
  );
  expect(metrics.uniformNll).toBeCloseTo(Math.log(6), 5);
  expect(metrics.frequencyNll!).toBeLessThan(1);
});
