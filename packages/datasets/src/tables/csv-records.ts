import { EbmError } from "@ebm/core/errors";
import Papa from "papaparse";
import { decideHeader } from "./csv-header.js";
import type { RecordColumn, RecordRow, Records } from "./records.js";
import { fileError, quoted } from "./table-error.js";
import type { ByteSource } from "./table-source.js";
import { textOf } from "./table-text.js";

export interface CsvOptions {
  readonly delimiter: string | undefined;
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
  const missing = options.missing ?? new Set(MISSING);
  const sample = await firstText(where, source);
  const delimiter = options.delimiter ?? guessDelimiter(sample);
  const first: RecordRow[] = [];
  for (const row of parse(sample, delimiter).slice(0, SAMPLE_ROWS)) first.push(row);
  if (first.length === 0) throw fileError(place, "it is empty, expected rows.");
  const texts = first.map(({ cells }) => cells.map((cell) => `${cell}`));
  const { isHeader, note } =
    options.header === "auto"
      ? decideHeader(place, texts, missing)
      : { isHeader: options.header === "yes", note: "" };
  const names = isHeader ? texts[0]! : texts[0]!.map((_, i) => `column ${i + 1}`);
  checkNames(place, names, first[0]!.place);
  const index =
    options.index === "auto" && isHeader && /^(Unnamed: 0)?$/.test(names[0]!) && names.length > 1
      ? countsRows(texts.slice(1).map(([cell]) => cell!))
      : false;
  const columns: RecordColumn[] = names.map((name, i) => ({
    name: name === "" ? `column ${i + 1}` : name,
    nameless: name === "",
    skip:
      i === 0 && index
        ? "it is the index that pandas writes (its values count the rows)"
        : undefined,
  }));
  const notes = note === "" ? [] : [note];
  if (options.delimiter === undefined && names.length > 1) {
    notes.unshift(`The delimiter is ${DELIMITER_NAMES.get(delimiter) ?? quoted(delimiter)}.`);
  }
  for (const [i, { nameless, skip }] of columns.entries()) {
    if (nameless && skip === undefined)
      notes.push(`Column ${i + 1} has no name: it is called \`column ${i + 1}\`.`);
  }
  return {
    unit: "line",
    strings: "parse",
    missing: MISSING,
    columns,
    notes,
    rows: () => rows(place, source, { delimiter, width: names.length, skip: isHeader ? 1 : 0 }),
  };
}

/** What stands for a missing value unless the caller says otherwise. */
const MISSING: readonly string[] = [
  ...["", "?", "NA", "N/A", "n/a", "na", "#N/A", "NaN", "nan", "-nan", "-NaN", "<NA>"],
  ...["null", "NULL", "None", "NaT", "."],
];

const SAMPLE_ROWS = 101;
const DELIMITERS = [",", "\t", ";", "|"];
const DELIMITER_NAMES: ReadonlyMap<string, string> = new Map([
  [",", "a comma"],
  ["\t", "a tab"],
  [";", "a semicolon"],
]);

async function* rows(
  { where, file }: { readonly where: string; readonly file: string },
  source: ByteSource,
  {
    delimiter,
    width,
    skip,
  }: { readonly delimiter: string; readonly width: number; readonly skip: number },
): AsyncGenerator<readonly RecordRow[]> {
  let toSkip = skip;
  let rest = "";
  let line = 1;
  for await (const text of textOf(where, source)) {
    rest += text;
    // a quoted field that never ends would be searched again and again
    if (rest.length > LONGEST_ROW) {
      throw fileError(
        { where, file },
        `line ${line} has a quote that is not closed, or is longer than 64 MiB.`,
      );
    }
    yield* batch(false);
  }
  yield* batch(true);

  function* batch(isLast: boolean): Generator<readonly RecordRow[]> {
    const {
      rows: parsed,
      used,
      lines,
    } = parsePiece(rest, { delimiter, line, isLast, file, where });
    rest = rest.slice(used);
    line += lines;
    const kept = parsed.slice(toSkip);
    toSkip = Math.max(0, toSkip - parsed.length);
    for (const { cells, place } of kept) {
      if (cells.length === width) continue;
      const fields = cells.length === 1 ? "1 field" : `${cells.length} fields`;
      throw fileError({ where, file }, `line ${place} has ${fields}, expected ${width}.`);
    }
    if (kept.length > 0) yield kept;
  }
}

const LONGEST_ROW = 2 ** 26;

function parse(text: string, delimiter: string): RecordRow[] {
  return parsePiece(text, { delimiter, line: 1, isLast: false, file: "", where: "" }).rows;
}

function parsePiece(
  text: string,
  {
    delimiter,
    line,
    isLast,
    file,
    where,
  }: {
    readonly delimiter: string;
    readonly line: number;
    readonly isLast: boolean;
    readonly file: string;
    readonly where: string;
  },
): { rows: RecordRow[]; used: number; lines: number } {
  // the last row of a piece may go on in the next one
  const { data, errors, meta } = new Papa.Parser({ delimiter, newline: "\n" }).parse(
    text,
    0,
    !isLast,
  );
  let at = line;
  const rows: RecordRow[] = [];
  for (const fields of data as string[][]) {
    const breaks = fields.reduce((sum, field) => sum + lineBreaks(field), 0);
    const isBlank = fields.length === 1 && fields[0]!.trim() === "";
    if (!isBlank) rows.push({ place: at, cells: fields.map((field) => field.trim()) });
    at += breaks + 1;
  }
  const open = errors.find(({ code }: { readonly code: string }) => code === "MissingQuotes");
  if (isLast && open !== undefined) {
    throw new EbmError(`${where}: ${file}: line ${at - 1} has a quote that is not closed.`);
  }
  return { rows, used: meta.cursor, lines: at - line };
}

function lineBreaks(field: string): number {
  return field.includes("\n") ? field.split("\n").length - 1 : 0;
}

async function firstText(where: string, source: ByteSource): Promise<string> {
  let text = "";
  for await (const piece of textOf(where, source)) {
    text += piece;
    if (text.length >= 2 ** 18) return text;
  }
  // whole, so its last row is complete
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}

/** The delimiter by which all rows have the same number of fields, and the most of them. */
function guessDelimiter(sample: string): string {
  let best = { delimiter: ",", isEven: false, width: 1 };
  for (const delimiter of DELIMITERS) {
    const widths = parse(sample, delimiter)
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
    if (before !== undefined && name !== "") {
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
