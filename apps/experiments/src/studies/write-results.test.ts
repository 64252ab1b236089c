import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../test/own-files.js";
import { tinyStudy } from "../../test/tiny-study.js";
import { layered } from "../report/drawing/layered.js";
import type { Cell, Study } from "./study.js";
import { summarize } from "./summarize.js";
import { writeResults } from "./write-results.js";

const cell = (row: string, seed: number, score: number | null): Cell => ({
  name: `set-${row}-seed${seed}`,
  row,
  column: "set",
  config: { seed, method: row },
  metrics: { score },
  seconds: 30,
  date: "2026-11-22T10:00:00.000Z",
  revision: 1,
  commit: "0123456789ab",
  dirty: false,
  environment: "2 × a processor, node 24.0.0",
});

const study = tinyStudy();
const cells = [cell("good", 1, 12), cell("good", 0, 10), cell("bad", 0, 5), cell("bad", 1, 6)];

test("an entry is the mean over its seeds, and its standard error", () => {
  const [good, bad] = summarize(study.tables[0]!, cells);
  expect(good).toMatchObject({ mean: 11, seeds: [0, 1], values: [10, 12], published: 11 });
  expect(good!.standardError).toBeCloseTo(1, 12);
  expect(good!.reached).toBe(true);
  expect(bad).toMatchObject({ mean: 5.5, reached: false });
});

test("what is at most two standard errors worse is reached, on either side", () => {
  const table = study.tables[0]!;
  const near = [cell("bad", 0, 5.2), cell("bad", 1, 8.2)];
  expect(summarize(table, near)[0]!.reached).toBe(true);
  const far = [cell("bad", 0, 5), cell("bad", 1, 5)];
  expect(summarize(table, far)[0]!.reached).toBe(false);
  expect(summarize({ ...table, better: "lower" }, far)[0]!.reached).toBe(true);
});

test("an entry of which a seed is out of reach has no mean", () => {
  const [entry] = summarize(study.tables[0]!, [cell("good", 0, 10), cell("good", 1, null)]);
  expect(entry).toMatchObject({
    mean: null,
    standardError: null,
    reached: null,
    values: [10, null],
  });
});

test("a table of one seed tells of no standard error", async () => {
  const directory = await temporaryDirectory();
  const path = await writeResults(directory, { study, cells: [cell("good", 0, 10)] });
  const page = await readFile(path, "utf8");
  expect(page).toContain("\n\n1 seed (published). Published: nowhere.\n");
  expect(page).not.toMatch(/[±▾]/);
});

test("the page has the command, the text, the table and where the cells are from", async () => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "about.md"), "\nTwo methods, and no data.\n");
  await writeResults(directory, { study, cells });
  expect(await readFile(join(directory, "README.md"), "utf8")).toMatchInlineSnapshot(`
    "# Scores of a tiny study

    Made by \`ebm reproduce tiny --table scores\`.

    Two methods, and no data.

    ## Score

    |  | set |
    | --- | --- |
    | good | 11.0 ± 1.0 (11.0) |
    | bad | 5.5 ± 0.5 (7.0) ▾ |

    mean ± standard error over seeds (published); ▾ marks a mean that is worse by more than two standard errors. 2 seeds. Published: nowhere.

    4 cells, 2 min 0 s of computing in all, 2026-11-22; 2 × a processor, node 24.0.0. Code: 0123456789ab. \`cells.jsonl\` has a line for each cell, \`results.json\` the entries above.
    "
  `);
  const { command, tables } = JSON.parse(await readFile(join(directory, "results.json"), "utf8"));
  expect(command).toBe("ebm reproduce tiny --table scores");
  expect(tables[0].entries).toHaveLength(2);
});

test("the page says how many cells are missing", async () => {
  const directory = await temporaryDirectory();
  await writeResults(directory, { study, cells: cells.slice(2) });
  const page = await readFile(join(directory, "README.md"), "utf8");
  expect(page).toContain("2 of 4 cells have not been computed yet.");
  expect(page).not.toContain("good");
});

test("the page says how many cells are stale, and whether their code differs", async () => {
  const directory = await temporaryDirectory();
  const [first, ...others] = cells;
  const mixed = [
    { ...first!, revision: 0, commit: "unknown", recorded: "ba9876543210" },
    ...others,
  ];
  await writeResults(directory, { study, cells: mixed });
  const page = await readFile(join(directory, "README.md"), "utf8");
  expect(page).toContain("1 of 4 cells are stale: an earlier revision of the method made them.");
  expect(page).toContain("Code: 0123456789ab, ba9876543210 or earlier.");
});

test("findings of the cells come before the text", async () => {
  const directory = await temporaryDirectory();
  await writeFile(join(directory, "about.md"), "Two methods.");
  const findings: Study["findings"] = (own) => [`Best of ${own.length}.`];
  await writeResults(directory, { study: { ...study, findings }, cells });
  const page = await readFile(join(directory, "README.md"), "utf8");
  expect(page).toContain("Best of 4.\n\nTwo methods.\n");
});

test("plots are drawn and named in the page", async () => {
  const directory = await temporaryDirectory();
  const spec = layered({ title: "Title", subtitle: "", values: [], layer: [] });
  const drawn: Study = { ...study, plots: () => [{ name: "p", description: "A plot.", spec }] };
  await writeResults(directory, { study: drawn, cells });
  expect(await readdir(join(directory, "plots"))).toEqual(["p.svg"]);
  expect(await readFile(join(directory, "README.md"), "utf8")).toContain("![A plot.](plots/p.svg)");
});
