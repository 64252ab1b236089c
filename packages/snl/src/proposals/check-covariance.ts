import { checkNonNegative, checkOneOf } from "@ebm/core/check";

export interface CovarianceOptions {
  readonly covariance: "full" | "diagonal";
  /** The number or fraction that is added to each variance. Default: 0. */
  readonly ridge?: number;
}

/** Refuses an unknown form of covariance, and a ridge that is negative or not finite. */
export function checkCovariance(where: string, { covariance, ridge = 0 }: CovarianceOptions): void {
  checkOneOf(where, { covariance }, ["full", "diagonal"]);
  checkNonNegative(where, { ridge });
}
