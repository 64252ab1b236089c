import type { MatrixLike } from "@ebm/core/matrix";
import { splitChains } from "./split-chains.js";

/**
 * Computes the potential scale reduction R̂ = √(V/W) of the halves of chains, where V is the pooled
 * variance and W the variance within halves. Above 1.01 the chains have not converged; near 1 they may
 *
 * have. It is NaN if all halves are constant and equal, and infinite if they are constant and differ.
 *
 * @param draws One scalar per sample, chain by chain. Shape [chains, draws].
 *
 * Reference: Gelman et al. Bayesian Data Analysis. Third edition, 2013. Section 11.4.
 */
export function splitRHat(draws: MatrixLike): number {
  const { within, pooled } = splitChains("splitRHat", draws);
  return Math.sqrt(pooled / within);
}
