import { expect, test } from "vitest";
import type { Cell, Metrics } from "../studies/study.js";
import { practiceCell } from "./practice-cell.js";
import { practiceFindings } from "./practice-findings.js";
import { practiceMetrics } from "./practice-metrics.js";
import type { PracticeTable } from "./practice-table.js";

const table: PracticeTable = {
  sets: {
    easy: { group: "development", source: { dataset: "easy" } },
    hard: { group: "report", source: { dataset: "hard" } },
  },
  baselines: ["forest", "chain"],
  timed: ["forest"],
  nllErrors: 1,
  score: { name: "F1", least: 2, orErrors: 1 },
};

const cell = (dataset: string, seed: number, metrics: Metrics): Cell => ({
  name: `${dataset}-seed${seed}`,
  row: dataset,
  column: "",
  config: practiceCell(dataset, seed),
  metrics: { frequencyNll: 5, uniformNll: 6, notes: "", ...metrics },
  seconds: 1,
  date: "2026-11-22T10:00:00.000Z",
  revision: 1,
  commit: "unknown",
  dirty: null,
  environment: "a processor",
});

const tested = (losses: readonly number[], score: number) => ({
  seconds: 2,
  losses: Float64Array.from(losses),
  score: { value: score, terms: Float64Array.from([1, -1]) },
});

test("gains are paired by row, above 0 where our model is better", () => {
  const metrics = practiceMetrics(tested([1, 2], 70), { forest: tested([2, 5], 60) });
  expect(metrics).toMatchObject({
    nll: 1.5,
    score: 70,
    seconds: 2,
    "forest nll": 3.5,
    "forest nll gain": 2,
    "forest nll gain error": 1,
    "forest score gain": 10,
    "forest score gain error": 0,
  });
});

test("the page says first which baseline is ahead, and by how much", () => {
  const easy = practiceMetrics(tested([1, 2], 70), {
    forest: tested([2, 5], 60),
    chain: tested([3, 3], 50),
  });
  const hard = practiceMetrics(tested([3, 3], 50), {
    forest: tested([1, 1], 60),
    chain: tested([4, 4], 49),
  });
  const blocks = practiceFindings(table, [cell("easy", 0, easy), cell("hard", 0, hard)]);
  expect(blocks[1]).toBe(
    [
      "- **NLL**, nats: **hard by 2.000 ± 0.000 (forest)**. Bold: by more than one standard error.",
      "- **F1**: **hard by 10.0 ± 0.0 (forest)**. Bold: by more than 2 points and by more than one standard error.",
      "- **Worse than label frequencies or uniform**: none.",
    ].join("\n"),
  );
  const page = blocks.join("\n");
  expect(page).toContain(
    "| easy | 1 | 1.500 ± 0.500 | 3.000 chain | +1.500 ± 0.980 | 70.0 | 60.0 forest | +10.0 ± 0.0 | 2.0 | 2.0 |",
  );
  expect(page).toContain("| NLL | 1.50 | 2.00 | 2.50 |");
});

test("gains within the limits are not bold, and likelihoods worse than frequencies are named", () => {
  const metrics = practiceMetrics(tested([7, 5], 50), { forest: tested([5, 6.8], 51) });
  const [, text] = practiceFindings(table, [cell("hard", 0, metrics)]);
  expect(text).toContain("**NLL**, nats: hard by 0.100 ± 3.724 (forest).");
  expect(text).toContain("**F1**: hard by 1.0 ± 0.0 (forest).");
  expect(text).toContain("uniform**: hard.");
  expect(text).toContain("**Not computed yet**: easy.");
});

test("seeds give an interval by Student's t", () => {
  const cells = [0, 1].map((seed) =>
    cell(
      "easy",
      seed,
      practiceMetrics(tested([1, 2], 70), { forest: tested([2 + seed, 5 + seed], 60) }),
    ),
  );
  // gains of 2 and 3: 12.706 · √½ / √2
  expect(practiceFindings(table, cells).join("\n")).toContain("| +2.500 ± 1.960, ± 6.353 |");
});

test("a study without cells has no findings", () => {
  expect(practiceFindings(table, [])).toEqual([]);
});
