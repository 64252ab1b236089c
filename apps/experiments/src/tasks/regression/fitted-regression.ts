import type { RegressionParams, RegressionReport } from "@ebm/models";

/** A regression as plain data, and the scores of its parts. */
export interface FittedRegression {
  readonly params: RegressionParams;
  readonly report: Omit<RegressionReport, "seconds">;
}
