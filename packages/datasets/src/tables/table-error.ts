import { EbmError } from "@ebm/core/errors";

/** Where in a file something was found that does not fit. */
export interface Place {
  readonly where: string;
  readonly file: string;
  readonly unit: "line" | "row";
}

/** The error at a place of a file: what a column has there, and what was expected. */
export function cellError(
  { where, file, unit }: Place,
  {
    place,
    column,
    found,
    expected,
  }: {
    readonly place: number;
    readonly column: string;
    readonly found: unknown;
    readonly expected: string;
  },
): EbmError {
  return fileError(
    { where, file },
    `${unit} ${place}, column ${quoted(column)} has ${quoted(`${found}`)}, expected ${expected}.`,
  );
}

/** The error of a file as a whole. */
export function fileError(
  { where, file }: { readonly where: string; readonly file: string },
  message: string,
  cause?: unknown,
): EbmError {
  return new EbmError(
    oneLine(`${where}: ${file}: ${message}`),
    cause === undefined ? {} : { cause },
  );
}

/** A value in backticks, shortened, with its invisible characters escaped. */
export function quoted(text: string): string {
  return oneLine(`\`${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}\``);
}

/** Some names for a sentence: all of a few, or the first ones. */
export function listed(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map(quoted).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

const LONGEST = 40;

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (c) => `\\u{${c.codePointAt(0)!.toString(16)}}`);
}
