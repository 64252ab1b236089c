import type { ColumnKind } from "./table.js";

/** One value as a format stores it; undefined where it is missing. */
export type Cell = string | number | boolean | Date | undefined;

/** One row of a file. */
export interface RecordRow {
  /** The line of the file (text formats) or the number of the row, counted from 1. */
  readonly place: number;
  /** One value per column. A shorter array has missing values at its end. */
  readonly cells: readonly Cell[];
}

/** A column before its values are read. */
export interface RecordColumn {
  readonly name: string;
  /** The kind, where the format declares it. */
  readonly kind?: ColumnKind | undefined;
  /** The only values of a category, where the format declares them. */
  readonly categories?: readonly string[] | undefined;
  /** Reads the date-times of a format that has its own way to write them. */
  readonly parseDate?: ((text: string) => number | undefined) | undefined;
  /** Why the column is left out, as the end of a sentence. */
  readonly skip?: string | undefined;
  /** Whether the file has no name for it. A column without name and values is omitted. */
  readonly nameless?: boolean | undefined;
}

/** A file as rows of cells: what each format is turned into first. */
export interface Records {
  /** The unit that the number of a place counts. */
  readonly unit: "line" | "row";
  /** Whether text may be a number or a date, only a date, or only text. */
  readonly strings: "parse" | "dates" | "keep";
  /** Texts that mean a missing value. */
  readonly missing: readonly string[];
  /** The columns. With `open`, later rows may add more. */
  readonly columns: readonly RecordColumn[];
  readonly open?: boolean | undefined;
  /** The notes so far; more may come while rows are read. */
  readonly notes: readonly string[];
  readonly labels?: readonly string[] | undefined;
  /** Reads all rows from the start, in batches. */
  rows(): AsyncIterable<readonly RecordRow[]>;
}
