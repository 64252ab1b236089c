import { expect, test } from "vitest";
import { runRow } from "../../test/run-row.js";
import { differingSettings } from "./differing-settings.js";
import { filterRuns } from "./filter-runs.js";
import { groupRuns } from "./group-runs.js";
import { sortRows } from "./sort-rows.js";
import { statistics } from "./statistics.js";

const runs = [0, 1, 2].map((seed) =>
  runRow({
    id: `yeast-${seed}`,
    seed,
    config: { seed, model: seed === 2 ? "pairwise" : "unary", hidden: [256] },
    metrics: { nll: 2 + seed },
    tags: seed === 0 ? ["paper"] : [],
  }),
);

test.each([
  ["", 3],
  ["YEAST", 3],
  ["paper", 1],
  ["model=unary", 2],
  ["model=UNARY nll>2.5", 1],
  ["nll<3.5", 2],
  ["hidden=256", 3],
  ["missing=1", 0],
  ["yeast pairwise", 0],
  ["state=finished", 3],
])("the search %j finds %i of 3 runs", (search, count) => {
  expect(filterRuns(runs, search)).toHaveLength(count);
});

test("runs that differ only in their seeds are a group", () => {
  const ids = groupRuns(runs).map((group) => group.runs.map(({ id }) => id));
  expect(ids).toEqual([["yeast-0", "yeast-1"], ["yeast-2"]]);
});

test("only settings that differ are listed, also those that some runs lack", () => {
  expect(differingSettings(runs)).toEqual(["seed", "model"]);
  expect(differingSettings([runs[0]!, runRow({ config: { seed: 0 } })])).toEqual([
    "model",
    "hidden",
  ]);
});

test("statistics are those of the numbers, with the sample standard deviation", () => {
  expect(statistics([1, undefined, 3, null])).toEqual({ count: 2, mean: 2, deviation: Math.SQRT2 });
  expect(statistics([5])).toEqual({ count: 1, mean: 5, deviation: undefined });
  expect(statistics([undefined])).toBeUndefined();
});

test("items without a value come last in both directions, and equal ones keep their order", () => {
  const items = [2, undefined, 10, 1, 2];
  expect(sortRows(items, (item) => item, false)).toEqual([1, 2, 2, 10, undefined]);
  expect(sortRows(items, (item) => item, true)).toEqual([10, 2, 2, 1, undefined]);
  expect(sortRows(["run10", "run9"], (item) => item, false)).toEqual(["run9", "run10"]);
});
