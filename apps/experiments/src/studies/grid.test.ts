import { expect, test } from "vitest";
import { gridStudy } from "./grid.js";
import type { CellConfig, Study } from "./study.js";

const study: Study = gridStudy({
  paper: "tiny",
  kind: "table",
  name: "grid",
  title: "A grid",
  seeds: 3,
  rows: { "Hyvärinen, σ = ½": { base: 1 }, "plain × 2": { base: 2 } },
  columns: ["a", "b"],
  config: ({ base }, column, seed): CellConfig | undefined =>
    column === "b" && (base === 2 || seed > 1) ? undefined : { seed, base, column },
  run: async () => ({}),
  tables: [
    { title: "All", metric: "score" },
    { title: "Some", metric: "score", rows: ["plain × 2"], decimals: 1 },
    { title: "Renamed", metric: { x: "first", y: "second" }, rows: { new: "plain × 2" } },
    { title: "Of b", metric: { x: "first" }, column: "b", better: "lower" },
  ],
});
const names = (seed: number): string[] => study.cells(seed).map(({ name }) => name);

test("a cell has its row, its column, and a name that files can have", () => {
  expect(study.seeds).toEqual([0, 1, 2]);
  expect(names(0)).toEqual(["a-Hyvarinen-1-2-seed0", "a-plain-2-seed0", "b-Hyvarinen-1-2-seed0"]);
  expect(study.cells(7)[0]).toEqual({
    name: "a-Hyvarinen-1-2-seed7",
    row: "Hyvärinen, σ = ½",
    column: "a",
    config: { seed: 7, base: 1, column: "a" },
  });
});

test("a config that is undefined is a hole, which may depend on the seed", () => {
  expect(names(2)).toEqual(["a-Hyvarinen-1-2-seed2", "a-plain-2-seed2"]);
});

test("a table shows all rows and columns unless it says otherwise", () => {
  const [all, some, renamed, ofB] = study.tables;
  expect(all).toMatchObject({
    rows: [{ heading: "Hyvärinen, σ = ½" }, { heading: "plain × 2", row: "plain × 2" }],
    columns: [{ heading: "a", column: "a", metric: "score" }, { heading: "b" }],
    decimals: 2,
    better: "higher",
  });
  expect(some).toMatchObject({ rows: [{ row: "plain × 2" }], decimals: 1 });
  expect(renamed).toMatchObject({
    rows: [{ heading: "new", row: "plain × 2" }],
    columns: [{ heading: "x", column: "a", metric: "first" }, { metric: "second" }],
  });
  expect(ofB!.columns).toEqual([{ heading: "x", column: "b", metric: "first" }]);
});

test("a study may have one column without a name", () => {
  const { cells } = gridStudy({
    paper: "tiny",
    kind: "table",
    name: "rows",
    title: "Rows",
    seeds: 1,
    rows: [32, 64],
    config: (dim, _, seed): CellConfig => ({ seed, dim }),
    run: async () => ({}),
    tables: [],
  });
  expect(cells(0).map(({ name, column }) => [name, column])).toEqual([
    ["32-seed0", ""],
    ["64-seed0", ""],
  ]);
});
