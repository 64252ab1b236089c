import type { FittedNumber, Matrix, Preprocessor } from "@ebm/datasets";
import type { Problem } from "../task.js";

/** Rows to learn a regression from and to test it on. */
export interface RegressionData extends Pick<Problem, "dataset" | "found"> {
  readonly train: RegressionRows;
  readonly test: RegressionRows;
  /** How the columns to predict from become features, fitted on the training rows. */
  readonly preprocessor: Preprocessor;
  /** The targets: numbers in their own unit, less their mean. */
  readonly targets: readonly FittedNumber[];
  /** Texts that stand for a missing value. */
  readonly missing?: readonly string[] | undefined;
  /** Notes on what was inferred or decided, one plain sentence each. */
  readonly notes: readonly string[];
}

interface RegressionRows {
  /** Shape [rows, features]. */
  readonly x: Matrix;
  /** Targets less their mean in training. Shape [rows, targets]. */
  readonly y: Matrix;
}
