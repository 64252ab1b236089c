import type { FittedNumber, Matrix, Preprocessor } from "@ebm/datasets";
import type { Problem } from "../task.js";

/** Rows for training and testing of a regression. */
export interface RegressionData extends Pick<Problem, "dataset" | "found"> {
  readonly train: RegressionRows;
  readonly test: RegressionRows;
  /** The conversion of the columns to predict from to features, fitted on the training rows. */
  readonly preprocessor: Preprocessor;
  /** The targets: numbers in their own units, minus their means. */
  readonly targets: readonly FittedNumber[];
  /** Texts that mean a missing value. */
  readonly missing?: readonly string[] | undefined;
  /** Notes on what was inferred or decided, one sentence each. */
  readonly notes: readonly string[];
}

interface RegressionRows {
  /** Shape [rows, features]. */
  readonly x: Matrix;
  /** Targets minus their training means. Shape [rows, targets]. */
  readonly y: Matrix;
}
