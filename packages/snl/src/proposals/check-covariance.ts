import { EbmError } from "@ebm/core/errors";

export interface CovarianceOptions {
  readonly covariance: "full" | "diagonal";
  readonly ridge?: number;
}

/** Refuses a form of covariance that is none, and a ridge that is negative or not finite. */
export function checkCovariance(where: string, { covariance, ridge = 0 }: CovarianceOptions): void {
  if (covariance !== "full" && covariance !== "diagonal") {
    throw new EbmError(`${where}: \`covariance\` is ${covariance}, expected "full" or "diagonal".`);
  }
  if (!(ridge >= 0 && ridge < Infinity)) {
    throw new EbmError(`${where}: \`ridge\` is ${ridge}, expected a number from 0.`);
  }
}
