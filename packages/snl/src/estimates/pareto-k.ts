import { EbmError } from "@ebm/core/errors";

/**
 * Fits a generalized Pareto distribution to the largest weights, given their logarithms, and returns its
 * shape k̂, in float64. Weights with tail shape k have finite moments of order below 1/k: no variance
 * above ½, no mean above 1. Well before that, a few samples dominate an estimate.
 *
 * The tail is the largest min(S/5, 3√S) of S weights. k̂ is shrunk towards ½ with the weight of ten
 * observations. It is −Infinity if the tail has no spread, and Infinity for 20 weights or fewer, which
 * are too few for an estimate.
 *
 * References: Zhang, Stephens. A New and Efficient Estimation Method for the Generalized Pareto
 * Distribution. Technometrics, 2009. Vehtari, Simpson, Gelman, Yao, Gabry. Pareto Smoothed
 * Importance Sampling. JMLR 2024. https://arxiv.org/abs/1507.02646
 */
export function paretoK(logWeights: ArrayLike<number>): number {
  const sorted = Float64Array.from(logWeights).sort();
  const count = sorted.length;
  if (sorted.some((w) => Number.isNaN(w) || w === Infinity)) {
    throw new EbmError("paretoK: `logWeights` has NaN or Infinity, expected finite numbers.");
  }
  const tail = Math.ceil(Math.min(count / 5, 3 * Math.sqrt(count)));
  if (tail < 5) return Infinity;
  const max = sorted[count - 1]!;
  const cut = Math.exp(sorted[count - tail - 1]! - max);
  const excesses = sorted
    .slice(count - tail)
    .map((w) => Math.exp(w - max) - cut)
    .filter((excess) => excess > 0);
  if (excesses.length === 0) return -Infinity;
  const k = shape(excesses);
  return (excesses.length * k + 10 * 0.5) / (excesses.length + 10);
}

/** Computes the posterior mean of Zhang and Stephens. x is sorted and positive. */
function shape(x: Float64Array): number {
  const count = x.length;
  const grid = 30 + Math.floor(Math.sqrt(count));
  const quartile = x[Math.max(0, Math.floor(count / 4 + 0.5) - 1)]!;
  const thetas = Array.from(
    { length: grid },
    (_, j) => 1 / x[count - 1]! + (1 - Math.sqrt(grid / (j + 0.5))) / (3 * quartile),
  );
  const kOf = (theta: number): number =>
    x.reduce((sum, value) => sum + Math.log1p(-theta * value), 0) / count;
  const logLikelihoods = thetas.map((theta) => {
    const k = kOf(theta);
    return count * (Math.log(-theta / k) - k - 1);
  });
  const best = logLikelihoods.reduce((a, b) => Math.max(a, b));
  const weights = logLikelihoods.map((l) => Math.exp(l - best));
  const total = weights.reduce((a, b) => a + b);
  return kOf(thetas.reduce((sum, theta, j) => sum + theta * weights[j]!, 0) / total);
}
