import { EbmError } from "@ebm/core/errors";
import { type Matrix, packRows } from "../matrix.js";
import { lines } from "./lines.js";
import { malformed, splitWord, type Word } from "./malformed.js";
import { numberAt } from "./number-at.js";

/** Numbers in columns. */
export interface NumericTable {
  /** Shape [rows, columns]. */
  readonly data: Matrix;
  readonly columnNames: readonly string[];
}

export interface NumericTableOptions {
  /** The separator of numbers: one character, or any blanks. Default: a comma. */
  readonly separator?: "," | ";" | "blanks" | undefined;
  /** Whether the first line names the columns, or else what they are called. Default: true. */
  readonly header?: true | readonly string[] | undefined;
  /** The name of the file, for errors. Default: none. */
  readonly file?: string | undefined;
}

/**
 * Reads a table of decimal numbers, a row a line, with quotes round any of them or none.
 *
 * @throws {EbmError} At the line and column of what is no number, or of a row too long or short.
 */
export function parseTable(
  text: string,
  { separator = ",", header = true, file }: NumericTableOptions = {},
): NumericTable {
  const source = { where: "parseTable", text, file };
  const rows = [...lines(text)];
  const names = header === true ? rows.shift() : undefined;
  if (rows.length === 0) {
    throw malformed(source, { start: text.length, end: text.length }, "at least one row");
  }
  const columnNames =
    header === true ? fieldsOf(names!, separator).map((word) => word.text) : header;
  if (new Set(columnNames).size !== columnNames.length || columnNames.length === 0) {
    throw new EbmError(
      `parseTable: \`header\` has ${columnNames.join(", ") || "no names"}, expected names that differ.`,
    );
  }
  const data = rows.map((line) => {
    const fields = fieldsOf(line, separator);
    if (fields.length !== columnNames.length) {
      throw malformed(source, line, `${columnNames.length} fields (it has ${fields.length})`);
    }
    return Float32Array.from(fields, (field, column) =>
      numberAt(source, field, `\`${columnNames[column]}\``),
    );
  });
  return { data: packRows(data, columnNames.length), columnNames };
}

function fieldsOf(line: Word, separator: string): Word[] {
  if (separator === "blanks") return splitWord(line, /\s/).filter((word) => word.text !== "");
  return splitWord(line, separator).map((word) => ({
    ...word,
    text: word.text.trim().replace(/^"(.*)"$/, "$1"),
  }));
}
