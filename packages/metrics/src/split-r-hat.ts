import type { MatrixLike } from "@ebm/core/matrix";
import { splitChains } from "./split-chains.js";

/**
 * Whether chains agree: the potential scale reduction R̂ = √(V/W) of their halves, V the variance
 * pooled over all, W that within each. Near 1 (below 1.01) they may have converged; above they have not.
 *
 * NaN where no half varies and their means agree, infinite where these do not.
 *
 * @param draws A scalar of each draw, chain by chain. Shape [chains, draws].
 *
 * Reference: Gelman et al. Bayesian Data Analysis. Third edition, 2013. Section 11.4.
 */
export function splitRHat(draws: MatrixLike): number {
  const { within, pooled } = splitChains("splitRHat", draws);
  return Math.sqrt(pooled / within);
}
