import type { RegressionParams, RegressionReport } from "@ebm/models";

/** A regression as plain data, and how good its parts are. */
export interface FittedRegression {
  readonly params: RegressionParams;
  readonly report: Omit<RegressionReport, "seconds">;
}
