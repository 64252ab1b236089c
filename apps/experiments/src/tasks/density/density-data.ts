import type { Preprocessor, Table } from "@ebm/datasets";
import type { Problem } from "../task.js";

/** Rows to learn a density from and to test it on. */
export interface DensityData extends Pick<Problem, "dataset" | "found"> {
  readonly train: Table;
  readonly test: Table;
  /** How columns become rows of a density, fitted on the training rows. */
  readonly preprocessor: Preprocessor;
  /** Texts that stand for a missing value. */
  readonly missing?: readonly string[] | undefined;
  /** The true log-density of the test rows, if it is known. */
  readonly trueLogProb?: Float64Array | undefined;
  /** Notes on what was inferred or decided, one plain sentence each. */
  readonly notes: readonly string[];
}
