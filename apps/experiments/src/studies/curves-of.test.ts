import { expect, test } from "vitest";
import { curvesOf } from "./curves-of.js";
import type { Cell, Metrics } from "./study.js";

const cell = (row: string, seed: number, metrics: Metrics): Cell => ({
  name: `${row}-seed${seed}`,
  row,
  column: "",
  config: { seed, draws: 8 },
  metrics,
  seconds: 1,
  date: "2026-11-22T10:00:00.000Z",
  revision: 1,
  commit: "unknown",
  dirty: null,
  environment: "a processor",
});
const rows = { A: "a", B: "b" };

test("a series gives a point for each finite value", () => {
  const cells = [cell("a", 0, { step: [1, 2, 3], loss: [5, null, 3] }), cell("c", 0, {})];
  expect(curvesOf(cells, { x: "step", y: "loss", rows, reference: "A" })).toEqual([
    {
      name: "A",
      points: [
        [1, 5],
        [3, 3],
      ],
      reference: true,
    },
  ]);
});

test("a number gives one point for each x, averaged over cells", () => {
  const cells = [cell("b", 0, { gap: 1 }), cell("b", 1, { gap: 2 }), cell("a", 0, { gap: null })];
  expect(curvesOf(cells, { x: ({ config }) => Number(config.draws), y: "gap", rows })).toEqual([
    { name: "B", points: [[8, 1.5]], reference: false },
  ]);
});
