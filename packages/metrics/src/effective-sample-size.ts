import type { MatrixLike } from "@ebm/core/matrix";
import { splitChains } from "./split-chains.js";

/**
 * Computes the effective sample size of chains: the number of independent samples that would estimate
 * a mean as accurately,
 *
 *   ESS = chains·draws / τ,   τ = 1 + 2 Σₜ ρₜ,
 *
 * where ρₜ is the autocorrelation at lag t, pooled over the halves of chains, so that chains that
 * disagree count little. The sum ends before a pair ρ₂ₖ + ρ₂ₖ₊₁ that is not positive, and pairs are
 * made monotone (Geyer). Antithetic chains have τ < 1; τ is at least 1/log₁₀(chains·draws). The result
 *
 * is NaN if all samples are equal.
 *
 * @param draws One scalar per sample, chain by chain. Shape [chains, draws].
 *
 * References: Geyer. Practical Markov Chain Monte Carlo. Statistical Science 7, 1992. Vehtari,
 * Gelman, Simpson, Carpenter, Bürkner. Rank-Normalization, Folding, and Localization: An Improved R̂.
 * Bayesian Analysis 16, 2021. https://arxiv.org/abs/1903.08008
 */
export function effectiveSampleSize(draws: MatrixLike): number {
  const { halves, within, pooled } = splitChains("effectiveSampleSize", draws);
  if (pooled === 0) return Number.NaN;
  const length = halves[0]!.length;
  const total = halves.length * length;

  const correlation = (lag: number): number => {
    const products = halves.reduce((sum, half) => sum + productAt(half, lag), 0);
    return 1 - (within - products / total) / pooled;
  };
  let tau = -1;
  let previous = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag + 1 < length; lag += 2) {
    const pair = (lag === 0 ? 1 : correlation(lag)) + correlation(lag + 1);
    if (!(pair > 0)) break;
    previous = Math.min(previous, pair);
    tau += 2 * previous;
  }
  return total / Math.max(tau, 1 / Math.log10(total));
}

function productAt(values: Float64Array, lag: number): number {
  let sum = 0;
  for (let i = lag; i < values.length; i++) sum += values[i]! * values[i - lag]!;
  return sum;
}
