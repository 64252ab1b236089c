import { open, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
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

const start = { step: 0, mark: undefined };

test("what is flushed reads back", async () => {
  const log = await openMetricsLog(path, start);
  log.append(line(1));
  log.append(line(2));
  expect(await readMetrics(path)).toEqual([]);
  await log.flush();
  log.append(line(3));
  await log.flush();
  expect(await readMetrics(path)).toEqual([line(1), line(2), line(3)]);
  expect(log.lines).toEqual([line(1), line(2), line(3)]);
});

test("a log that goes on from a mark is that up to the mark, byte for byte", async () => {
  const log = await openMetricsLog(path, start);
  for (const step of [1, 2]) log.append(line(step));
  const mark = log.mark();
  for (const step of [3, 4]) log.append(line(step));
  await log.flush();
  const again = await openMetricsLog(path, { step: 2, mark });
  expect(again.lines).toEqual([line(1), line(2)]);
  expect(again.mark()).toEqual(mark);
  const lines = [1, 2].map((step) => `${JSON.stringify(line(step))}\n`);
  expect(await readFile(path, "utf8")).toBe(lines.join(""));
});

test.each([
  ["deleted", () => rm(path)],
  ["cut", async () => writeFile(path, (await readFile(path)).subarray(0, -1))],
  ["changed", async () => writeFile(path, (await readFile(path, "utf8")).replace("0.1", "0.2"))],
])(
  "a log that was %s is refused, unless its lines are to be used as they are",
  async (_, change) => {
    const log = await openMetricsLog(path, start);
    for (const step of [1, 2]) log.append(line(step));
    await log.flush();
    await change();
    const resumed = openMetricsLog(path, { step: 2, mark: log.mark() });
    await expect(resumed).rejects.toThrow(/metrics.jsonl is not what its run wrote: .* --force/);
    const forced = await openMetricsLog(path, { step: 2 });
    expect(forced.lines.length).toBeLessThan(3);
  },
);

test("a flush that fails in the middle loses nothing", async () => {
  const log = await openMetricsLog(path, start);
  log.append(line(1));
  await log.flush();
  log.append(line(2));
  log.append(line(3));
  // writes five bytes, and then the disk is full
  const handle = await open(path, "r+");
  const prototype = Object.getPrototypeOf(handle) as typeof handle;
  await handle.close();
  const { write } = prototype;
  const failing = vi.spyOn(prototype, "write").mockImplementation(async function (
    this: typeof handle,
    ...[buffer, offset, , position]: [Uint8Array, number, number, number]
  ) {
    if (offset > 0) throw new Error("ENOSPC: no space left on device, write");
    return (write as unknown as (...inputs: unknown[]) => Promise<never>).call(
      this,
      buffer,
      0,
      5,
      position,
    );
  } as unknown as typeof write);
  await expect(log.flush()).rejects.toThrow("metrics.jsonl cannot be written: ENOSPC");
  failing.mockRestore();
  log.append(line(4));
  await log.flush();
  expect(await readMetrics(path)).toEqual([1, 2, 3, 4].map(line));
});

test("a rollback undoes the steps after it, and no validation", async () => {
  const validation = { event: "validation", step: 2, metrics: { nll: 1 } } as const;
  const rollback = {
    event: "rollback",
    step: 1,
    reason: "The loss was NaN.",
    learningRateScale: 0.5,
  } as const;
  const log = await openMetricsLog(path, start);
  for (const each of [line(1), line(2), validation, rollback, line(2)]) log.append(each);
  await log.flush();
  const kept = [line(1), validation, rollback, line(2)];
  expect(log.lines).toEqual(kept);
  expect(await readMetrics(path)).toEqual(kept);
  expect((await readFile(path, "utf8")).split("\n")).toHaveLength(6);
});

test.each(['{"step":', "null", "[]", '{"event":"step"}', '{"event":"x","step":1}'])(
  "a line %s is refused",
  async (damaged) => {
    await writeFile(path, `${JSON.stringify(line(1))}\n${damaged}\n${JSON.stringify(line(3))}\n`);
    await expect(readMetrics(path)).rejects.toThrow("line 2 is not an event of a run.");
    const forced = await openMetricsLog(path, { step: 9 });
    expect(forced.lines).toEqual([line(1), line(3)]);
  },
);

test("a line that was cut short is dropped", async () => {
  const cut = JSON.stringify(line(3)).slice(0, 20);
  await writeFile(path, `${JSON.stringify(line(1))}\n${cut}`);
  expect(await readMetrics(path)).toEqual([line(1)]);
});
