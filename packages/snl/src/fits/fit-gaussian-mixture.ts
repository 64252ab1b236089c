import { checkCount } from "@ebm/core/check";
import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import { type Key, uniform } from "@ebm/core/random";
import { checkPoints } from "../check-points.js";
import { checkCovariance } from "../proposals/check-covariance.js";
import { type GaussianMixtureFit, maximize, responsibilities } from "./mixture-steps.js";
import { weightedMoments } from "./weighted-moments.js";

export interface FitGaussianMixtureOptions {
  /** Number of components. */
  readonly components: number;
  /** The key that chooses the initial components. */
  readonly key: Key;
  /** Whether covariances are full or diagonal matrices. Default: "full". */
  readonly covariance?: "full" | "diagonal";
  /**
   * Maximum number of iterations. It stops earlier if the mean log-likelihood rises by less than 10⁻⁶
   * nats. Default: 100.
   */
  readonly iterations?: number;
  /**
   * The share of the variance of all points along a coordinate that is added to each variance there.
   * Default: 1e-3.
   */
  readonly ridge?: number;
  /**
   * Variances added beside the ridge, such as those of rounding. They allow coordinates without
   * spread. Shape [dim]. Default: zeros.
   */
  readonly noise?: ArrayLike<number> | undefined;
}

/**
 * Fits a Gaussian mixture by expectation maximization, in float64. It starts from points chosen as in
 * k-means++: each with a probability proportional to its squared distance from the earlier ones.
 *
 * Reference: Arthur, Vassilvitskii. k-means++: The Advantages of Careful Seeding. SODA 2007.
 */
export function fitGaussianMixture(
  points: MatrixLike,
  options: FitGaussianMixtureOptions,
): GaussianMixtureFit {
  const { components, key, covariance = "full", iterations = 100, ridge: share = 1e-3 } = options;
  const where = "fitGaussianMixture";
  checkPoints(where, points, options.noise);
  checkCovariance(where, { covariance, ridge: share });
  checkCount(where, { iterations }, { least: 0 });
  const [rows] = points.shape;
  if (!(Number.isInteger(components) && components >= 1 && components <= rows)) {
    throw new EbmError(
      `${where}: \`components\` is ${components}, expected an integer from 1 to ${rows}, the number of points.`,
    );
  }
  const noise = Array.from({ length: points.shape[1] }, (_, j) => options.noise?.[j] ?? 0);
  const spread = weightedMoments(points).covariance.map((row, j) => row[j]!);
  const variances = spread.map((variance, j) => variance + noise[j]!);
  const ridge = spread.map((variance, j) => share * variance + noise[j]!);

  let shares = seed(points, components, key, variances);
  let fit = maximize(where, { points, shares, covariance, ridge });
  let last = -Infinity;
  for (let step = 0; step < iterations; step++) {
    const expected = responsibilities(fit, points);
    const mean = expected.logProbs.reduce((sum, x) => sum + x, 0) / rows;
    if (!(mean > last + 1e-6)) break;
    last = mean;
    shares = expected.shares;
    fit = maximize(where, { points, shares, covariance, ridge, previous: fit });
  }
  return fit;
}

/** Assigns each point to the nearest chosen point. */
function seed(
  { data, shape: [rows, dim] }: MatrixLike,
  components: number,
  key: Key,
  variances: readonly number[],
): Float64Array {
  const uniforms = uniform(key, components);
  const nearest = new Int32Array(rows);
  const distances = new Float64Array(rows).fill(Infinity);
  for (let k = 0; k < components; k++) {
    const chosen = k === 0 ? Math.floor(uniforms[0]! * rows) : passed(distances, uniforms[k]!);
    for (let i = 0; i < rows; i++) {
      let square = 0;
      for (let j = 0; j < dim; j++) {
        square += (data[i * dim + j]! - data[chosen * dim + j]!) ** 2 / variances[j]!;
      }
      if (square < distances[i]!) [distances[i], nearest[i]] = [square, k];
    }
  }
  const shares = new Float64Array(rows * components);
  for (let i = 0; i < rows; i++) shares[i * components + nearest[i]!] = 1;
  return shares;
}

/** Samples an entry with a probability proportional to its value, from a uniform number. */
function passed(sizes: Float64Array, uniform: number): number {
  let rest = uniform * sizes.reduce((a, b) => a + b);
  const found = sizes.findIndex((size) => {
    rest -= size;
    return rest < 0;
  });
  return found < 0 ? sizes.length - 1 : found; // by rounding, or where all are 0
}
