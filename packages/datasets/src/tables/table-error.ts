import { EbmError } from "@ebm/core/errors";
import { oneLine, quoted } from "@ebm/core/naming";

/** The place of an error in a file. */
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
