import { checkPositive } from "@ebm/core/check";
import type { MatrixLike } from "@ebm/core/matrix";
import { checkPoints } from "../check-points.js";
import { checkCovariance } from "../proposals/check-covariance.js";
import { type Factorization, factorize } from "../proposals/factorize.js";
import { weightedMoments } from "./weighted-moments.js";

export interface FitGaussianOptions {
  /** Whether the covariance is a full or a diagonal matrix. Default: "full". */
  readonly covariance?: "full" | "diagonal";
  /** Scales all standard deviations; above 1 for a wider proposal. Default: 1. */
  readonly scale?: number;
}

export interface GaussianFit extends Factorization {
  /** The mean. Shape [dim]. */
  readonly mean: readonly number[];
}

/** Fits a Gaussian by maximum likelihood, in float64, as parameters of `gaussian`. */
export function fitGaussian(points: MatrixLike, options: FitGaussianOptions = {}): GaussianFit {
  const { covariance: form = "full", scale = 1 } = options;
  checkPoints("fitGaussian", points);
  checkCovariance("fitGaussian", { covariance: form });
  checkPositive("fitGaussian", { scale });
  const { mean, covariance } = weightedMoments(points);
  const scaled = covariance.map((row, i) =>
    row.map((c, j) => (form === "full" || i === j ? scale ** 2 * c : 0)),
  );
  return { mean, ...factorize("fitGaussian", scaled) };
}
