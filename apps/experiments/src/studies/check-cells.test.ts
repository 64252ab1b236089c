import { expect, test } from "vitest";
import { tinyStudy } from "../../test/tiny-study.js";
import { checkCells } from "./check-cells.js";
import type { Cell, Metrics, Study } from "./study.js";

const study = tinyStudy();
const cell = (i: number, metrics: Metrics, rest: Partial<Cell> = {}): Cell => ({
  ...study.cells(0)[i]!,
  metrics,
  seconds: 10 - i,
  date: "2026-11-22T10:00:00.000Z",
  revision: 1,
  commit: "unknown",
  dirty: null,
  environment: "a processor",
  ...rest,
});

async function check(saved: readonly Cell[], { count = 2, ...changes } = {} as Changes) {
  const context = { fetch: {}, signal: new AbortController().signal };
  const found: Record<string, readonly string[]> = {};
  const inputs = { study: { ...study, ...changes }, saved, count, context };
  for await (const { name, differences } of checkCells(inputs)) found[name] = differences;
  return found;
}
type Changes = Partial<Study> & { readonly count?: number };

test("metrics that agree within the tolerance pass, series apart", async () => {
  expect(await check([cell(0, { score: 10.005, series: [7] }), cell(1, { score: 5 })])).toEqual({
    "set-bad-seed0": [],
    "set-good-seed0": [],
  });
});

test("a metric that differs is named, with both values", async () => {
  const saved = [cell(0, { score: 10.5, lost: 3, none: null })];
  expect(await check(saved)).toEqual({
    "set-good-seed0": ["score is 10, expected 10.5 ± 0.0105", "lost is null, expected 3 ± 0.003"],
  });
});

test("a study may say which metrics are compared, and how closely", async () => {
  const saved = [cell(0, { score: 10.5, lost: 3 })];
  expect(await check(saved, { tolerance: { score: 0.5 } })).toEqual({ "set-good-seed0": [] });
  expect(await check(saved, { tolerance: { score: 0.4 } })).toEqual({
    "set-good-seed0": ["score is 10, expected 10.5 ± 0.4"],
  });
});

test("the fastest cells are checked, stale ones are not", async () => {
  const saved = [cell(0, { score: 0 }), cell(1, { score: 5 })];
  expect(await check(saved, { count: 1 })).toEqual({ "set-bad-seed0": [] });
  expect(await check(saved, { revision: 2 })).toEqual({});
  expect(await check(saved, { tolerance: {} })).toEqual({});
});
