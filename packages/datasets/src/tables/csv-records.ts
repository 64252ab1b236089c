import { quoted } from "@ebm/core/naming";
import { decideHeader } from "./csv-header.js";
import { csvRows, sampleRows } from "./csv-rows.js";
import type { RecordColumn, Records } from "./records.js";
import { fileError } from "./table-error.js";
import type { ByteSource } from "./table-source.js";
import { textOf } from "./table-text.js";

export interface CsvOptions {
  readonly delimiter: string | undefined;
  readonly decimal: "." | ",";
  readonly header: "auto" | "yes" | "no";
  readonly index: "auto" | "keep";
  readonly missing: ReadonlySet<string> | undefined;
}

/** Opens comma-separated values: the delimiter, the header and an index column are found. */
export async function csvRecords(
  where: string,
  source: ByteSource,
  options: CsvOptions,
): Promise<Records> {
  const place = { where, file: source.name };
  const missing = new Set(["", ...(options.missing ?? MISSING)]);
  const sample = await firstText(where, source);
  const delimiter = options.delimiter ?? guessDelimiter(sample);
  const sampled = sampleRows(sample, { delimiter, decimal: options.decimal });
  const first = sampled.slice(0, SAMPLE_ROWS);
  if (first.length === 0) throw fileError(place, "it is empty, expected rows.");
  const texts = first.map(({ cells }) => cells.map((cell) => `${cell ?? ""}`));
  const { isHeader, note } =
    options.header === "auto"
      ? decideHeader(place, texts, missing)
      : { isHeader: options.header === "yes", note: "" };
  const given = isHeader ? texts[0]! : texts[0]!.map(() => "");
  const names = given.map((name, i) => (name === "" ? `column ${i + 1}` : name));
  checkNames(place, names, first[0]!.place);
  const isIndex =
    options.index === "auto" &&
    isHeader &&
    names.length > 1 &&
    /^(Unnamed: 0)?$/.test(given[0]!) &&
    countsRows(texts.slice(1).map(([cell]) => cell!));
  const columns: RecordColumn[] = names.map((name, i) => ({
    name,
    nameless: isHeader && given[i] === "",
    skip:
      isIndex && i === 0 ? "it is the index that pandas writes, and counts the rows" : undefined,
  }));
  const notes = note === "" ? [] : [note];
  if (options.delimiter === undefined && names.length > 1) {
    notes.unshift(`The delimiter is ${DELIMITER_NAMES.get(delimiter) ?? quoted(delimiter)}.`);
  }
  for (const [i, { nameless, skip }] of columns.entries()) {
    if (!nameless || skip !== undefined) continue;
    notes.push(`Column ${i + 1} has no name: it is called \`column ${i + 1}\`.`);
  }
  return {
    unit: "line",
    strings: "parse",
    missing: MISSING,
    columns,
    notes,
    rows: () =>
      csvRows(place, source, {
        delimiter,
        decimal: options.decimal,
        width: names.length,
        skip: isHeader ? 1 : 0,
      }),
  };
}

/** The default texts of missing values. An empty text is always missing. */
const MISSING: readonly string[] = [
  ...["?", "NA", "N/A", "n/a", "na", "#N/A", "NaN", "nan", "-nan", "-NaN", "<NA>"],
  ...["null", "NULL", "None", "NaT", "."],
];

const SAMPLE_ROWS = 101;
const DELIMITERS = [",", "\t", ";", "|"];
const DELIMITER_NAMES: ReadonlyMap<string, string> = new Map([
  [",", "a comma"],
  ["\t", "a tab"],
  [";", "a semicolon"],
]);

async function firstText(where: string, source: ByteSource): Promise<string> {
  let text = "";
  for await (const piece of textOf(where, source)) {
    text += piece;
    // a wide table may need more for two rows
    if (text.length >= 2 ** 18 && text.split("\n", 4).length > 3) return text;
  }
  // whole, so its last row is complete
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** The delimiter by which all rows have the same number of fields, and the most of them. */
function guessDelimiter(sample: string): string {
  let best = { delimiter: ",", isEven: false, width: 1 };
  for (const delimiter of DELIMITERS) {
    const widths = sampleRows(sample, { delimiter, decimal: "." })
      .slice(0, SAMPLE_ROWS)
      .map(({ cells }) => cells.length);
    const width = widths[0] ?? 1;
    const isEven = width > 1 && widths.every((other) => other === width);
    const isBetter = isEven === best.isEven ? width > best.width : isEven;
    if (isBetter) best = { delimiter, isEven, width };
  }
  return best.delimiter;
}

function checkNames(
  place: { readonly where: string; readonly file: string },
  names: readonly string[],
  line: number,
): void {
  const seen = new Map<string, number>();
  for (const [i, name] of names.entries()) {
    const before = seen.get(name);
    if (before !== undefined) {
      throw fileError(
        place,
        `line ${line} names ${quoted(name)} twice, in columns ${before + 1} and ${i + 1}, expected names that differ.`,
      );
    }
    seen.set(name, i);
  }
}

function countsRows(cells: readonly string[]): boolean {
  const start = Number(cells[0]);
  return (
    cells.length > 0 &&
    (start === 0 || start === 1) &&
    cells.every((cell, i) => cell === `${i + start}`)
  );
}
