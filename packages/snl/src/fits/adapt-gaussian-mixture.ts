import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import { checkPoints } from "../check-points.js";
import { checkLogWeights } from "../estimates/check-log-weights.js";
import { checkCovariance } from "../proposals/check-covariance.js";
import { type GaussianMixtureFit, maximize, responsibilities } from "./mixture-steps.js";
import { weightedMoments } from "./weighted-moments.js";

export interface AdaptGaussianMixtureInputs {
  readonly mixture: GaussianMixtureFit;
  /** Samples, from any proposals. Shape [draws, dim]. */
  readonly points: MatrixLike;
  /** −E − log q at the samples, where q is the proposal of each sample. Shape [draws]. */
  readonly logWeights: ArrayLike<number>;
}

export interface AdaptGaussianMixtureOptions {
  /** Whether covariances are full or diagonal matrices. Default: "full". */
  readonly covariance?: "full" | "diagonal";
  /**
   * The share of the variance of all points along a coordinate that is added to each variance there.
   * Default: 1e-3.
   */
  readonly ridge?: number;
}

/**
 * Moves a mixture closer to the model p ∝ exp(−E), using weighted samples: one step of population Monte
 * Carlo. It lowers KL(p ‖ q) up to sampling noise. Weights are clipped at √draws times their mean. This
 * adds little bias and prevents one sample from dominating.
 *
 * Estimate the normalizer again under the new mixture (`logNormalizerEstimate`).
 *
 * Reference: Cappé, Douc, Guillin, Marin, Robert. Adaptive Importance Sampling in General
 * Mixture Classes. Statistics and Computing, 2008. https://arxiv.org/abs/0710.4242
 */
export function adaptGaussianMixture(
  { mixture, points, logWeights }: AdaptGaussianMixtureInputs,
  { covariance = "full", ridge: share = 1e-3 }: AdaptGaussianMixtureOptions = {},
): GaussianMixtureFit {
  const where = "adaptGaussianMixture";
  checkPoints(where, points);
  checkCovariance(where, { covariance, ridge: share });
  const [draws, dim] = points.shape;
  const logTotal = checkLogWeights(where, logWeights);
  if (logWeights.length !== draws || mixture.means[0]?.length !== dim) {
    throw new EbmError(
      `${where}: \`points\` has shape [${draws}, ${dim}], expected [${logWeights.length}, ${mixture.means[0]?.length}] as \`logWeights\` and \`mixture\`.`,
    );
  }
  const cap = logTotal - Math.log(draws) / 2; // of a mean of total / draws, √draws times
  const weights = Float64Array.from(logWeights, (w) => Math.exp(Math.min(w, cap) - logTotal));

  const { shares } = responsibilities(mixture, points);
  const components = mixture.means.length;
  const weighted = shares.map((part, i) => part * weights[Math.floor(i / components)]!);
  const { covariance: spread } = weightedMoments(points, (i) => weights[i]!);
  const ridge = spread.map((row, j) => share * row[j]!);
  return maximize(where, { points, shares: weighted, covariance, ridge, previous: mixture });
}
