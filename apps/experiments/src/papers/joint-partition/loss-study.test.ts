import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../../test/own-files.js";
import { EMBEDDED_IRIS } from "../../data/embedded-iris.js";
import { publishedTable } from "../../published/published-table.js";
import { openCellFiles } from "../../studies/cell-files.js";
import { runCells } from "../../studies/run-cells.js";
import type { Study } from "../../studies/study.js";
import { writeResults } from "../../studies/write-results.js";
import { jointPartitionStudies } from "./joint-partition-studies.js";
import type { LossCell } from "./loss-cell.js";
import { lossStudy } from "./loss-study.js";

/** A study of iris that takes a second. */
function tinyStudy(): Study<LossCell> {
  const study = lossStudy({
    name: "tiny",
    title: "Tiny",
    task: "label-ranking",
    seeds: [0, 1],
    rows: [["min-min", "min-min logistic", "permutahedron"]],
    published: publishedTable("nowhere", `| | ${EMBEDDED_IRIS} |\n|---|---|\n| min-min | 50 |`),
  });
  const cells: typeof study.cells = (seed) =>
    Object.fromEntries(
      Object.entries(study.cells(seed)).map(([name, cell]) => {
        const protocol = { ...cell.protocol, steps: 60, every: 30, samples: 20, folds: 1 };
        return [name, { ...cell, protocol }];
      }),
    );
  return { ...study, cells };
}

test("a study of a set goes from cells to the page, and gives the same numbers again", async () => {
  const study = tinyStudy();
  const signal = new AbortController().signal;
  const results = async (directory: string): Promise<string> => {
    const files = await openCellFiles(directory, study);
    const context = { fetch: {}, signal };
    await runCells({ study, files, seeds: study.seeds, only: "", context, emit: () => {} });
    await writeResults(directory, { study, cells: await files.readAll() });
    return readFile(`${directory}/results.json`, "utf8");
  };
  const directory = await temporaryDirectory();
  const text = await results(directory);
  expect(text).toBe(await results(await temporaryDirectory()));
  const [entry] = JSON.parse(text).tables[0].entries;
  expect(entry).toMatchObject({ row: "min-min", column: EMBEDDED_IRIS, seeds: [0, 1] });
  expect(entry.mean).toBeGreaterThan(50);
  expect(await readFile(`${directory}/README.md`, "utf8")).toMatch(
    /\| min-min \| \d\d\.\d\d ± .*\(50/,
  );
  const plot = await readFile(`${directory}/plots/seeds.svg`, "utf8");
  expect(plot).toContain(`${EMBEDDED_IRIS}, min-min`);
});

test("cells have names of their own, which are good for files", () => {
  for (const study of jointPartitionStudies) {
    const names = study.seeds.flatMap((seed) => Object.keys(study.cells(seed)));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[\w.-]+$/);
  }
});

test("every published figure of a table has a cell, and every cell a place", () => {
  for (const study of jointPartitionStudies.filter(({ kind }) => kind === "table")) {
    const cells = Object.values(study.cells(0));
    for (const table of study.tables) {
      const places = cells.map((cell) => table.place(cell));
      for (const place of places) expect(place).toBeDefined();
      const { published } = table;
      for (const row of published?.rows ?? []) {
        for (const column of published!.columns) {
          if (published!.at(row, column) !== null) expect(places).toContainEqual([row, column]);
        }
      }
    }
  }
});
