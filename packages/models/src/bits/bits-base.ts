import type { Key } from "@ebm/core";
import type { BitColumns } from "./bit-columns.js";
import type { BitRows } from "./bit-rows.js";

/** An exact distribution of rows of bits and categories. */
export interface BitsBase {
  readonly columns: BitColumns;
  /** Returns log q(y) of each row, in float64. Shape [rows]. */
  logProb(rows: BitRows): Float64Array;
  /** Returns independent samples: the values of the columns, packed. Shape [count, dim]. */
  sample(count: number, key: Key): Float32Array;
}
