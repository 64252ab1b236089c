import { readFile } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { renderSvg } from "../report/drawing/render-svg.js";
import { makeDirectory } from "../run-files/make-directory.js";
import { writeJson } from "../run-files/run-directory.js";
import { resultsPage } from "./results-page.js";
import type { Cell, Study } from "./study.js";
import { summarize } from "./summarize.js";

/**
 * Writes what the cells of a study come to: results.json, plots/*.svg and README.md, the last
 * with the remarks of notes.md if there is such a file.
 *
 * @returns The path of README.md.
 */
export async function writeResults(
  directory: string,
  { study, cells }: { readonly study: Study; readonly cells: readonly Cell[] },
): Promise<string> {
  const command = `ebm reproduce ${study.paper} --${study.kind} ${study.name}`;
  const tables = study.tables.map((table) => ({
    title: table.title,
    metric: table.metric,
    published: table.published?.source ?? null,
    entries: summarize(table, cells),
  }));
  await writeJson(join(directory, "results.json"), { command, tables });

  const plots = study.plots(cells);
  const folder = join(directory, "plots");
  if (plots.length > 0) await makeDirectory(folder);
  for (const { name, spec } of plots) {
    await writeFileAtomic(join(folder, `${name}.svg`), await renderSvg(name, spec));
  }
  const notes = await readFile(join(directory, "notes.md"), "utf8").catch(() => "");
  const path = join(directory, "README.md");
  await writeFileAtomic(path, resultsPage({ study, cells, plots, command, notes }));
  return path;
}
