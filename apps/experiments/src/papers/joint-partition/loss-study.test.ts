import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { temporaryDirectory } from "../../../test/own-files.js";
import { publishedTable } from "../../published/published-table.js";
import { openCellsFile } from "../../studies/cells-file.js";
import { runCells } from "../../studies/run-cells.js";
import type { Study } from "../../studies/study.js";
import { writeResults } from "../../studies/write-results.js";
import { EMBEDDED_IRIS } from "../../tasks/embedded-iris.js";
import type { LossCell } from "./loss-cell.js";
import { lossStudy } from "./loss-study.js";

/** A study of iris that takes a second. */
function tinyStudy(): Study<LossCell> {
  const study = lossStudy({
    name: "tiny",
    title: "Tiny",
    task: "label-ranking",
    seeds: 2,
    rows: { "min-min": { method: "min-min logistic", model: "permutahedron" } },
    published: publishedTable("nowhere", `| | ${EMBEDDED_IRIS} |\n|---|---|\n| min-min | 50 |`),
  });
  const cells: typeof study.cells = (seed) =>
    study.cells(seed).map((cell) => {
      const protocol = { ...cell.config.protocol, steps: 60, every: 30, samples: 20, folds: 1 };
      return { ...cell, config: { ...cell.config, protocol } };
    });
  return { ...study, cells };
}

test("a study of a set goes from cells to the page, and gives the same numbers again", async () => {
  const study = tinyStudy();
  const signal = new AbortController().signal;
  const results = async (directory: string): Promise<string> => {
    const file = await openCellsFile(directory, study);
    const context = { fetch: {}, signal };
    await runCells({ study, file, seeds: study.seeds, only: "", context, emit: () => {} });
    await writeResults(directory, { study, cells: await file.read() });
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
