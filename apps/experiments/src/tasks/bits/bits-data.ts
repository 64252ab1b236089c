import type { Matrix } from "@ebm/datasets";
import type { TableBits } from "@ebm/models";
import type { Problem } from "../task.js";

/** Rows of bits and categories to learn from and to test on; NaN where a value is missing. */
export interface BitsData extends Pick<Problem, "dataset" | "found"> {
  readonly columns: TableBits["columns"];
  readonly train: Matrix;
  /** Rows that choose penalties, weights and the energy. */
  readonly validation: Matrix;
  readonly test: Matrix;
  /** Texts that stand for a missing value. */
  readonly missing?: readonly string[] | undefined;
  /** Notes on what was inferred or decided, one plain sentence each. */
  readonly notes: readonly string[];
}
