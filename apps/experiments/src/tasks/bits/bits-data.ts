import type { Matrix } from "@ebm/datasets";
import type { TableBits } from "@ebm/models";
import type { Problem } from "../task.js";

/** Rows of bits and categories for training and testing, with NaN for missing values. */
export interface BitsData extends Pick<Problem, "dataset" | "found"> {
  readonly columns: TableBits["columns"];
  readonly train: Matrix;
  /** The rows that choose penalties, weights and the energy. */
  readonly validation: Matrix;
  readonly test: Matrix;
  /** Texts that mean a missing value. */
  readonly missing?: readonly string[] | undefined;
  /** Notes on what was inferred or decided, one sentence each. */
  readonly notes: readonly string[];
}
