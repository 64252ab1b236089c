import { formatNumber, formatSeconds } from "../report/format.js";
import type { Plot } from "../report/plot.js";
import type { Cell, ResultTable, Study } from "./study.js";
import { type Entry, summarize } from "./summarize.js";

export interface PageInputs {
  readonly study: Study;
  readonly cells: readonly Cell[];
  readonly plots: readonly Plot[];
  /** The command that computes all cells. */
  readonly command: string;
  /** Findings and protocol, written by hand in about.md. */
  readonly about: string;
}

/** Returns the README.md of a study: a pure function of its cells. */
export function page({ study, cells, plots, command, about }: PageInputs): string {
  const [findings, protocol] = divided(about);
  const blocks = [
    `# ${study.title}`,
    `Made by \`${command}\`.${missingText(study, cells)}`,
    ...study.findings(cells),
    findings,
    ...study.tables.flatMap((table) => tableBlocks(table, cells)),
    ...plots.map(({ name, description }) => `![${description}](plots/${name}.svg)`),
    protocol,
    provenanceText(cells),
  ];
  return `${blocks
    .map((block) => block.trim())
    .filter(Boolean)
    .join("\n\n")}\n`;
}

/** Divides about.md before its protocol, which follows the tables. */
function divided(about: string): readonly [findings: string, protocol: string] {
  const start = about.search(/^## Protocol$/m);
  return start === -1 ? [about, ""] : [about.slice(0, start), about.slice(start)];
}

/** The changes that a full computation would bring. */
function missingText(study: Study, cells: readonly Cell[]): string {
  const planned = study.seeds.flatMap((seed) => study.cells(seed));
  const missing = planned.filter(({ name }) => !cells.some((cell) => cell.name === name)).length;
  const stale = cells.filter(({ revision }) => revision !== study.revision).length;
  return [
    missing > 0 ? ` ${missing} of ${planned.length} cells have not been computed yet.` : "",
    stale > 0
      ? ` ${stale} of ${cells.length} cells are stale: an earlier revision of the method made them.`
      : "",
  ].join("");
}

function tableBlocks(table: ResultTable, cells: readonly Cell[]): string[] {
  const entries = summarize(table, cells);
  if (entries.length === 0) return [];
  const headings = table.columns.map(({ heading }) => heading);
  const rows = table.rows.filter(({ heading }) => entries.some(({ row }) => row === heading));
  const grid = [
    ["", ...headings],
    ["---", ...headings.map(() => "---")],
    ...rows.map(({ heading }) => [
      heading,
      ...headings.map((column) => {
        const entry = entries.find(
          (candidate) => candidate.row === heading && candidate.column === column,
        );
        return entry ? entryText(entry, table) : "";
      }),
    ]),
  ];
  return [
    `## ${table.title}`,
    grid.map((row) => `| ${row.join(" | ")} |`).join("\n"),
    `${captionOf(entries, table)}${table.published ? ` Published: ${table.published.source}.` : ""}`,
  ];
}

function entryText(entry: Entry, { decimals, published }: ResultTable): string {
  const { mean, standardError, reached } = entry;
  if (mean === null) return "–";
  const text = `${formatNumber(mean, decimals)}${standardError === null ? "" : ` ± ${formatNumber(standardError, decimals)}`}`;
  if (!published?.rows.includes(entry.row)) return text;
  const figure =
    entry.published === null ? "not published" : formatNumber(entry.published, decimals);
  return `${text} (${figure})${reached === false ? " ▾" : ""}`;
}

/** Explains the entries. With one seed there is no standard error, so no mark compares it. */
function captionOf(entries: readonly Entry[], { published }: ResultTable): string {
  const counts = entries.map(({ seeds }) => seeds.length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (most === 1) return `1 seed${published ? " (published)" : ""}.`;
  const beside = published
    ? " (published); ▾ marks a mean that is worse by more than two standard errors"
    : "";
  return `mean ± standard error over seeds${beside}. ${least === most ? least : `${least} to ${most}`} seeds.`;
}

function provenanceText(cells: readonly Cell[]): string {
  if (cells.length === 0) return "No cell has been computed yet.";
  const seconds = cells.reduce((sum, cell) => sum + cell.seconds, 0);
  const dates = cells.map(({ date }) => date.slice(0, 10)).sort();
  const span = dates[0] === dates.at(-1) ? dates[0] : `${dates[0]} to ${dates.at(-1)}`;
  const environments = [...new Set(cells.map(({ environment }) => environment))];
  return [
    `${cells.length} cells, ${formatSeconds(seconds)} of computing in all, ${span}; ${environments.join("; or ")}.`,
    commitText(cells),
    "`cells.jsonl` has a line for each cell, `results.json` the entries above.",
  ].join(" ");
}

/** Names the first commits, at most three. */
function commitText(cells: readonly Cell[]): string {
  const commits = new Set(
    cells.map(({ commit, recorded, dirty }) => {
      if (commit === "unknown") return recorded ? `${recorded} or earlier` : "unknown";
      return dirty ? `${commit} with changes` : commit;
    }),
  );
  return commits.size > 3
    ? `Code: ${commits.size} different commits.`
    : `Code: ${[...commits].sort().join(", ")}.`;
}
