import Papa from "papaparse";
import type { RecordRow } from "./records.js";
import { fileError } from "./table-error.js";
import type { ByteSource } from "./table-source.js";
import { textOf } from "./table-text.js";

/** The notation of values in a CSV. */
export interface CsvFormat {
  readonly delimiter: string;
  readonly decimal: "." | ",";
}

/** The rows of a CSV from its start, in batches; all of them have `width` fields. */
export async function* csvRows(
  place: { readonly where: string; readonly file: string },
  source: ByteSource,
  { width, skip, ...format }: CsvFormat & { readonly width: number; readonly skip: number },
): AsyncGenerator<readonly RecordRow[]> {
  let toSkip = skip;
  let rest = "";
  let line = 1;
  let unread = 0;
  for await (const text of textOf(place.where, source)) {
    rest += text;
    // a quoted field that never ends would be searched again and again
    if (rest.length > LONGEST_ROW) {
      throw fileError(place, `line ${line} has a quote that is not closed, or more than 64 MiB.`);
    }
    // a row longer than a piece is searched again only when the text has doubled
    if (rest.length < 2 * unread) continue;
    yield* batch(false);
    unread = rest.length;
  }
  yield* batch(true);

  function* batch(isLast: boolean): Generator<readonly RecordRow[]> {
    const piece = parsePiece(rest, format, { line, isLast });
    if (piece.badQuote !== undefined) {
      const what = isLast ? "is not closed, or does not end its field" : "does not end its field";
      throw fileError(place, `line ${piece.badQuote} has a quote that ${what}.`);
    }
    rest = rest.slice(piece.used);
    line = piece.nextLine;
    const kept = piece.rows.slice(toSkip);
    toSkip = Math.max(0, toSkip - piece.rows.length);
    for (const { cells, place: at } of kept) {
      if (cells.length === width) continue;
      const fields = cells.length === 1 ? "1 field" : `${cells.length} fields`;
      throw fileError(place, `line ${at} has ${fields}, expected ${width}.`);
    }
    if (kept.length > 0) yield kept;
  }
}

/** The rows of the first lines of a CSV, whose last row may be cut. */
export function sampleRows(text: string, format: CsvFormat): readonly RecordRow[] {
  return parsePiece(text, format, { line: 1, isLast: false }).rows;
}

const LONGEST_ROW = 2 ** 26;

interface CsvPiece {
  readonly rows: readonly RecordRow[];
  /** Number of characters that were read. */
  readonly used: number;
  readonly nextLine: number;
  /** The line of a quote that is out of place. */
  readonly badQuote: number | undefined;
}

/** Parses a text that starts on `line`; unless it is the last one, its last row may go on. */
function parsePiece(
  text: string,
  { delimiter, decimal }: CsvFormat,
  { line, isLast }: { readonly line: number; readonly isLast: boolean },
): CsvPiece {
  const parser = new Papa.Parser({ delimiter, newline: "\n" });
  const { data, errors, meta }: Papa.ParseResult<string[]> = parser.parse(text, 0, !isLast);
  const firstError = errors.find(({ type, row }) => type === "Quotes" && (row ?? 0) < data.length);
  let nextLine = line;
  let badQuote: number | undefined;
  const rows: RecordRow[] = [];
  for (const [i, fields] of data.entries()) {
    if (i === firstError?.row) badQuote = nextLine;
    const isBlank = fields.length === 1 && fields[0]!.trim() === "";
    if (!isBlank) rows.push({ place: nextLine, cells: fields.map(cellOf) });
    nextLine += 1 + fields.reduce((sum, field) => sum + lineBreaks(field), 0);
  }
  return { rows, used: meta.cursor, nextLine, badQuote };

  function cellOf(field: string): string | undefined {
    const cell = field.trim();
    if (cell === "") return undefined;
    return decimal === "," && COMMA_NUMBER.test(cell) ? cell.replace(",", ".") : cell;
  }
}

const COMMA_NUMBER = /^[-+]?\d*,\d+(e[-+]?\d+)?$/i;

function lineBreaks(field: string): number {
  return field.includes("\n") ? field.split("\n").length - 1 : 0;
}
