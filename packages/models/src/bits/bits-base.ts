import type { Key } from "@ebm/core";
import type { BitRows } from "./bit-rows.js";

/** An exact distribution of rows of bits. */
export interface BitsBase {
  readonly dim: number;
  /** Returns log q(y) of each row, in float64. Shape [rows]. */
  logProb(rows: BitRows): Float64Array;
  /** Returns independent samples, packed. Shape [count, dim]. */
  sample(count: number, key: Key): Float32Array;
}
