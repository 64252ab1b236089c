import { EbmError } from "@ebm/core/errors";

/** Numbers that a paper prints, and their source. */
export interface PublishedTable {
  readonly source: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Returns the number of a row and a column. Null if it is missing or does not exist. */
  at(row: string, column: string): number | null;
}

/**
 * Parses numbers from a Markdown table. Names are in the first row and column. `MISSING` marks
 * figures that are not published.
 */
export function publishedTable(source: string, text: string): PublishedTable {
  const [header, rule, ...lines] = text.trim().split("\n").map(entriesOf);
  const columns = header?.slice(1) ?? [];
  if (columns.length === 0 || !rule?.every((entry) => /^:?-+:?$/.test(entry))) {
    throw new EbmError("publishedTable: `text` has no header with a rule below it.");
  }
  const values = new Map(lines.map(([row, ...entries]) => [row!, numbersOf(row!, entries)]));
  if (values.size < lines.length) {
    throw new EbmError("publishedTable: `text` has two rows of one name.");
  }

  function numbersOf(row: string, entries: readonly string[]): (number | null)[] {
    if (entries.length !== columns.length) {
      throw new EbmError(
        `publishedTable: row ${row} has ${entries.length} entries, expected ${columns.length}.`,
      );
    }
    return entries.map((entry) => {
      if (entry === "MISSING") return null;
      if (entry !== "" && Number.isFinite(Number(entry))) return Number(entry);
      throw new EbmError(
        `publishedTable: row ${row} has \`${entry}\`, expected a number or MISSING.`,
      );
    });
  }

  return {
    source,
    rows: [...values.keys()],
    columns,
    at: (row, column) => values.get(row)?.[columns.indexOf(column)] ?? null,
  };
}

function entriesOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|")
    .map((entry) => entry.trim());
}
