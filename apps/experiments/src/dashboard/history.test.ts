import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openHistory } from "./history.js";

let path = "";
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), "ebm-history-")), "metrics.jsonl");
});
afterEach(() => rm(join(path, ".."), { recursive: true }));

const step = (n: number, loss = n): string =>
  `${JSON.stringify({ event: "step", step: n, loss })}\n`;

test("a log is read as it grows, and only whole lines", async () => {
  const history = openHistory(path);
  expect(await history.refresh()).toBe(false);
  await writeFile(path, `${step(1)}${step(2).slice(0, 9)}`);
  expect(await history.refresh()).toBe(true);
  expect(history.series.get("loss")).toEqual({ steps: [1], values: [1] });
  await appendFile(path, step(2).slice(9));
  await history.refresh();
  expect(history.series.get("loss")).toEqual({ steps: [1, 2], values: [1, 2] });
  expect(await history.refresh()).toBe(false);
});

test("readers at the same time read each line once", async () => {
  await writeFile(path, step(1) + step(2));
  const history = openHistory(path);
  await Promise.all([history.refresh(), history.refresh(), history.refresh()]);
  expect(history.series.get("loss")?.steps).toEqual([1, 2]);
});

test("a rollback undoes steps, but not validations", async () => {
  const validation = { event: "validation", step: 3, metrics: { nll: 0.5, f1: null } };
  const rollback = { event: "rollback", step: 1, reason: "The loss was high." };
  await writeFile(
    path,
    [
      step(1),
      step(2),
      step(3),
      `${JSON.stringify(validation)}\n`,
      `${JSON.stringify(rollback)}\n`,
      step(2, 7),
    ].join(""),
  );
  const history = openHistory(path);
  await history.refresh();
  expect(Object.fromEntries(history.series)).toEqual({
    loss: { steps: [1, 2], values: [1, 7] },
    "validation/nll": { steps: [3], values: [0.5] },
  });
  expect(history.rollbacks).toEqual([{ step: 1, reason: "The loss was high." }]);
  expect(history.step).toBe(2);
});

test("a file that was replaced is read from its start", async () => {
  await writeFile(path, step(1) + step(2));
  const history = openHistory(path);
  await history.refresh();
  await rm(path);
  await writeFile(path, step(1, 9));
  expect(await history.refresh()).toBe(true);
  expect(history.series.get("loss")).toEqual({ steps: [1], values: [9] });
});

test("a line that is not JSON is left out", async () => {
  await writeFile(path, `${step(1)}{"event":\n${step(2)}`);
  const history = openHistory(path);
  await history.refresh();
  expect(history.series.get("loss")?.steps).toEqual([1, 2]);
});
