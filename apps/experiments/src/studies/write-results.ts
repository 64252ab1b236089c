import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeDurably } from "@ebm/core/files";
import { renderSvg } from "../report/drawing/render-svg.js";
import { makeDirectory } from "../run-files/make-directory.js";
import { page } from "./page.js";
import type { Cell, Study } from "./study.js";
import { type Entry, summarize } from "./summarize.js";

/** Significant digits of results.json. */
const DIGITS = 7;

/**
 * Writes the results of a study: results.json, plots/*.svg, and README.md with the text of
 * about.md, if there is such a file.
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
    published: table.published?.source ?? null,
    entries: summarize(table, cells),
  }));
  await writeDurably(join(directory, "results.json"), resultsJson(command, tables));

  const plots = study.plots(cells);
  const folder = join(directory, "plots");
  if (plots.length > 0) await makeDirectory(folder);
  for (const { name, spec } of plots) {
    await writeDurably(join(folder, `${name}.svg`), await renderSvg(name, spec));
  }
  const about = await readFile(join(directory, "about.md"), "utf8").catch(() => "");
  const path = join(directory, "README.md");
  await writeDurably(path, page({ study, cells, plots, command, about }));
  return path;
}

/** Formats JSON with one line per entry, so that a changed entry is a changed line. */
function resultsJson(
  command: string,
  tables: readonly { readonly title: string; readonly entries: readonly Entry[] }[],
): string {
  const texts = tables.map(({ entries, ...table }) => {
    const lines = entries.map((entry) => `\n      ${JSON.stringify(entry, shortened)}`);
    return `\n    ${JSON.stringify(table).slice(0, -1)},"entries":[${lines.join(",")}]}`;
  });
  return `{\n  "command": ${JSON.stringify(command)},\n  "tables": [${texts.join(",")}]\n}\n`;
}

/** Leaves out unknown fields, and the value of each seed, which cells.jsonl has. */
function shortened(name: string, value: unknown): unknown {
  if (name === "values" || value === null) return undefined;
  return typeof value === "number" ? Number(value.toPrecision(DIGITS)) : value;
}
