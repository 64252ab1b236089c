/** The kind of the values of a column. */
export type ColumnKind = "number" | "category" | "boolean" | "datetime" | "text";

/** Rows of named columns, each of one kind. */
export interface Table {
  /** The name of the file, for errors. */
  readonly file: string;
  /** Number of rows. */
  readonly rows: number;
  /** The columns, in the order of the file. */
  readonly columns: readonly TableColumn[];
  /** The inferences and decisions of the reader, one plain sentence each. */
  readonly notes: readonly string[];
  /** Names of the columns that the file itself marks as labels, as MEKA's `-C` does. */
  readonly labels?: readonly string[] | undefined;
}

/** A column of a table. Its kind says what its values mean. */
export type TableColumn =
  | NumberColumn
  | CategoryColumn
  | BooleanColumn
  | DatetimeColumn
  | TextColumn;

/** Numbers in float64. */
export interface NumberColumn {
  readonly name: string;
  readonly kind: "number";
  /** NaN where the value is missing. */
  readonly values: Float64Array;
}

/** One of a list of names in each row. */
export interface CategoryColumn {
  readonly name: string;
  readonly kind: "category";
  /** Positions in `categories`; −1 where the value is missing. */
  readonly values: Int32Array;
  /** The names, in the order that the file declares or in which they first occur. */
  readonly categories: readonly string[];
}

/** True or false in each row. */
export interface BooleanColumn {
  readonly name: string;
  readonly kind: "boolean";
  /** 1 for true, 0 for false, −1 where the value is missing. */
  readonly values: Int8Array;
}

/** Points in time. */
export interface DatetimeColumn {
  readonly name: string;
  readonly kind: "datetime";
  /** Milliseconds since 1970-01-01 UTC; NaN where the value is missing. */
  readonly values: Float64Array;
}

/** Any text in each row, such as identifiers, comments or rankings. */
export interface TextColumn {
  readonly name: string;
  readonly kind: "text";
  /** Undefined where the value is missing. */
  readonly values: readonly (string | undefined)[];
}
