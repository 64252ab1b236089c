import { formatNumber, formatSeconds } from "../report/format.js";
import type { Plot } from "../report/plot.js";
import type { Cell, ResultTable, Study } from "./study.js";
import { type Entry, summarize } from "./summarize.js";

export interface ResultsPageInputs {
  readonly study: Study;
  readonly cells: readonly Cell[];
  readonly plots: readonly Plot[];
  /** What to type for all of it. */
  readonly command: string;
  /** Remarks on the results, kept by hand in notes.md. */
  readonly notes: string;
}

/** README.md of a study: a pure function of its cells. */
export function resultsPage({ study, cells, plots, command, notes }: ResultsPageInputs): string {
  const planned = study.seeds.flatMap((seed) => Object.keys(study.cells(seed)));
  const missing = planned.filter((name) => !cells.some((cell) => cell.name === name)).length;
  const blocks = [
    `# ${study.title}`,
    `Made by \`${command}\`${missing > 0 ? `, of which ${missing} of ${planned.length} cells are still to come` : ""}.`,
    study.about,
    ...study.tables.flatMap((table) => tableBlocks(table, cells)),
    ...plots.map(({ name, description }) => `![${description}](plots/${name}.svg)`),
    notes,
    provenance(cells),
  ];
  return `${blocks
    .map((block) => block.trim())
    .filter(Boolean)
    .join("\n\n")}\n`;
}

function tableBlocks(table: ResultTable, cells: readonly Cell[]): string[] {
  const entries = summarize(table, cells);
  if (entries.length === 0) return [];
  const rows = table.rows.filter((row) => entries.some((entry) => entry.row === row));
  const grid = [
    ["", ...table.columns],
    ["---", ...table.columns.map(() => "---")],
    ...rows.map((row) => [
      row,
      ...table.columns.map((column) => {
        const entry = entries.find((it) => it.row === row && it.column === column);
        return entry ? textOf(entry, table) : "";
      }),
    ]),
  ];
  return [
    `## ${table.title}`,
    grid.map((row) => `| ${row.join(" | ")} |`).join("\n"),
    `${captionOf(entries, table)}${table.published ? ` Published: ${table.published.source}.` : ""}`,
  ];
}

function textOf(entry: Entry, { decimals = 2, published }: ResultTable): string {
  const { mean, deviation, reached } = entry;
  if (mean === null) return "–";
  const own = `${formatNumber(mean, decimals)}${deviation === null ? "" : ` ± ${formatNumber(deviation, decimals)}`}`;
  if (!published?.rows.includes(entry.row)) return own;
  const figure = entry.published === null ? "MISSING" : formatNumber(entry.published, decimals);
  return `${own} (${figure})${reached === false ? " ▾" : ""}`;
}

/** What an entry is; one seed has no deviation, and by none is it worse. */
function captionOf(entries: readonly Entry[], { published }: ResultTable): string {
  const counts = entries.map(({ seeds }) => seeds.length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (most === 1) return `1 seed${published ? " (published)" : ""}.`;
  const beside = published
    ? " (published); ▾ marks a mean that is worse by more than the deviation"
    : "";
  return `mean ± standard deviation over seeds${beside}. ${least === most ? least : `${least} to ${most}`} seeds.`;
}

function provenance(cells: readonly Cell[]): string {
  if (cells.length === 0) return "No cell has been computed yet.";
  const seconds = cells.reduce((sum, cell) => sum + cell.seconds, 0);
  const dates = cells.map(({ date }) => date.slice(0, 10)).sort();
  const keys = [...new Set(cells.flatMap((cell) => Object.keys(cell.environment)))];
  const facts = keys.map((key) => {
    const values = [...new Set(cells.map((cell) => cell.environment[key]))];
    return `${key} ${values.join(" or ")}`;
  });
  const span = dates[0] === dates.at(-1) ? dates[0] : `${dates[0]} to ${dates.at(-1)}`;
  return `${cells.length} cells, ${formatSeconds(seconds)} of computing in all, ${span}; ${facts.join(", ")}. Each is in \`cells/\`, the entries above in \`results.json\`.`;
}
