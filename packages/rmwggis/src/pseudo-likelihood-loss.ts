import { checkShapes, type NeighborEnergy } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { bitFlips } from "./bit-flips.js";
import { checkParts } from "./check-parts.js";
import type { Neighborhood } from "./neighborhood.js";
import type { RatioMatchingInputs } from "./ratio-matching-loss.js";

/**
 * Computes the negative log pseudo-likelihood, of each variable given all others, in nats:
 *
 *   −mean over x of Σᵢ log p(xᵢ | rest) = mean Σᵢ log(1 + Σₖ exp Dᵢₖ),
 *
 * where k runs over the other values of variable i, and Dᵢₖ = E(x) − E(x with xᵢ set to k).
 *
 * Reference: Besag. Statistical analysis of non-lattice data. The Statistician, 1975.
 */
export function pseudoLikelihoodLoss(
  energy: NeighborEnergy,
  { x }: RatioMatchingInputs,
  { neighborhood = bitFlips() }: { readonly neighborhood?: Neighborhood } = {},
): tf.Scalar {
  const { batch, dim } = checkShapes("pseudoLikelihoodLoss", { x: [x, "batch dim"] });
  checkParts("pseudoLikelihoodLoss", { energy, neighborhood });
  const { alternatives, logMask } = neighborhood;
  const logRatios = energy.logRatios(x, neighborhood.all(x));
  const others = logMask ? tf.add(logRatios, logMask(x)) : logRatios;
  const odds = tf.logSumExp(tf.reshape(others, [batch, dim / alternatives, alternatives]), 2);
  return tf.mean(tf.sum(tf.softplus(odds), 1));
}
