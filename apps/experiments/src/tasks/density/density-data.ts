import type { Preprocessor, Table } from "@ebm/datasets";
import type { Problem } from "../task.js";

/** Rows for training and testing of a density. */
export interface DensityData extends Pick<Problem, "dataset" | "found"> {
  readonly train: Table;
  readonly test: Table;
  /** The conversion of columns to rows of a density, fitted on the training rows. */
  readonly preprocessor: Preprocessor;
  /** Texts that mean a missing value. */
  readonly missing?: readonly string[] | undefined;
  /** The true log-density of the test rows, if it is known. */
  readonly trueLogProb?: Float64Array | undefined;
  /** Notes on what was inferred or decided, one sentence each. */
  readonly notes: readonly string[];
}
