import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import type { MetricsLine } from "./events.js";
import { openMetricsLog, readMetrics } from "./metrics-log.js";

const line = (step: number): MetricsLine => ({
  event: "step",
  step,
  loss: 1 / step,
  gradNorm: 1,
  learningRate: 0.1,
});

let path: string;
beforeEach(async () => {
  path = join(await temporaryDirectory(), "metrics.jsonl");
});

test("what is flushed reads back", async () => {
  const log = await openMetricsLog(path, 0);
  log.append(line(1));
  log.append(line(2));
  expect(await readMetrics(path)).toEqual([]);
  await log.flush();
  log.append(line(3));
  await log.flush();
  expect(await readMetrics(path)).toEqual([line(1), line(2), line(3)]);
  expect(log.lines).toEqual([line(1), line(2), line(3)]);
});

test("a log that goes on after a step keeps the lines up to it, byte for byte", async () => {
  const lines = [1, 2, 3, 4].map((step) => `${JSON.stringify(line(step))}\n`);
  await writeFile(path, lines.join(""));
  const log = await openMetricsLog(path, 2);
  expect(log.lines).toEqual([line(1), line(2)]);
  expect(await readFile(path, "utf8")).toBe(lines.slice(0, 2).join(""));
});

test("a line that was cut short is dropped", async () => {
  const cut = JSON.stringify(line(3)).slice(0, 20);
  await writeFile(path, `${JSON.stringify(line(1))}\n${cut}`);
  expect((await openMetricsLog(path, 9)).lines).toEqual([line(1)]);
});

test("a damaged line is refused", async () => {
  await writeFile(path, `${JSON.stringify(line(1))}\n{"step":\n${JSON.stringify(line(3))}\n`);
  await expect(openMetricsLog(path, 9)).rejects.toThrow("line 2 is not JSON");
});
