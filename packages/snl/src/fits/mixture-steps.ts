import { logSumExp } from "@ebm/core/float64";
import type { MatrixLike } from "@ebm/core/matrix";
import { factorize } from "../proposals/factorize.js";
import { weightedMoments } from "./weighted-moments.js";

/** Parameters of `gaussianMixture`, as numbers. */
export interface GaussianMixtureFit {
  /** The log-weights. Shape [components]. */
  readonly logWeights: readonly number[];
  /** The means. Shape [components, dim]. */
  readonly means: readonly (readonly number[])[];
  /** The Cholesky factors. Shape [components, dim, dim]. */
  readonly factors: readonly (readonly (readonly number[])[])[];
  /** Their inverses. Shape [components, dim, dim]. */
  readonly whiteners: readonly (readonly (readonly number[])[])[];
}

/** The probabilities that points belong to components. */
export interface Responsibilities {
  /** Rows that sum to 1. Shape [rows, components]. */
  readonly shares: Float64Array;
  /** log q at each point. Shape [rows]. */
  readonly logProbs: Float64Array;
}

/** Computes the E-step of expectation maximization, in log space. */
export function responsibilities(
  { logWeights, means, whiteners }: GaussianMixtureFit,
  { data, shape: [rows, dim] }: MatrixLike,
): Responsibilities {
  const components = means.length;
  const shares = new Float64Array(rows * components);
  const logProbs = new Float64Array(rows);
  const offsets = whiteners.map((whitener, k) =>
    whitener.reduce((sum, row, j) => sum + Math.log(row[j]!), logWeights[k]!),
  );
  for (let i = 0; i < rows; i++) {
    const row = shares.subarray(i * components, (i + 1) * components);
    for (let k = 0; k < components; k++) {
      let square = 0;
      for (let a = 0; a < dim; a++) {
        let z = 0;
        for (let b = 0; b <= a; b++) {
          z += whiteners[k]![a]![b]! * (data[i * dim + b]! - means[k]![b]!);
        }
        square += z * z;
      }
      row[k] = offsets[k]! - square / 2;
    }
    const total = logSumExp(row);
    for (let k = 0; k < components; k++) row[k] = Math.exp(row[k]! - total);
    logProbs[i] = total - (dim / 2) * Math.log(2 * Math.PI);
  }
  return { shares, logProbs };
}

export interface MaximizeInputs {
  readonly points: MatrixLike;
  /** The responsibility of each component for each point. Shape [rows, components]. */
  readonly shares: Float64Array;
  readonly covariance: "full" | "diagonal";
  /** Added to the variance of each coordinate, so that no component collapses. Shape [dim]. */
  readonly ridge: readonly number[];
  /** The moments of a component without points. Default: the moments of all points. */
  readonly previous?: GaussianMixtureFit;
}

/** Computes the M-step: the moments of each component. */
export function maximize(where: string, inputs: MaximizeInputs): GaussianMixtureFit {
  const { points, shares, covariance: form, ridge, previous } = inputs;
  const rows = points.shape[0];
  const components = shares.length / rows;
  const totals = new Array<number>(components).fill(0);
  for (let i = 0; i < shares.length; i++) totals[i % components]! += shares[i]!;
  const total = totals.reduce((a, b) => a + b);

  const parts = totals.map((mass, k) => {
    const empty = !(mass > 1e-8 * total);
    if (empty && previous) {
      const [mean, factor] = [previous.means[k]!, previous.factors[k]!];
      return { mean, factor, whitener: previous.whiteners[k]! };
    }
    const share = (i: number): number => (empty ? 1 : shares[i * components + k]!);
    const { mean, covariance } = weightedMoments(points, share);
    const ridged = covariance.map((row, i) =>
      row.map((c, j) => (i === j ? c + ridge[j]! : form === "full" ? c : 0)),
    );
    return { mean, ...factorize(where, ridged) };
  });
  // a component without points keeps a small weight, so that it can gain some
  const floored = totals.map((mass) => Math.max(mass / total, 1e-6));
  const sum = floored.reduce((a, b) => a + b);
  return {
    logWeights: floored.map((share) => Math.log(share / sum)),
    means: parts.map(({ mean }) => mean),
    factors: parts.map(({ factor }) => factor),
    whiteners: parts.map(({ whitener }) => whitener),
  };
}
