import { checkShapes, type NeighborEnergy } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { bitFlips } from "./bit-flips.js";
import { checkParts } from "./check-parts.js";
import type { Neighborhood } from "./neighborhood.js";
import { hyvarinen, type RatioObjective } from "./ratio-objectives.js";
import { weightedTerms } from "./weighted-terms.js";

export interface RatioMatchingInputs {
  /** The data. Shape [batch, dim]. */
  readonly x: tf.Tensor2D;
}

export interface RatioMatchingOptions {
  /** The term of each log-ratio. Default: `hyvarinen()`. */
  readonly objective?: RatioObjective;
  /** The neighbors of each x. Default: `bitFlips()`. */
  readonly neighborhood?: Neighborhood;
}

/**
 * Computes the ratio matching loss. It needs no log-partition, because it uses only energy
 * differences between data and all their neighbors:
 *
 *   mean over x of Σᵢ term(Dᵢ),   Dᵢ = E(x) − E(x with change i),   term = σ(D)² by default.
 *
 * Reference: Hyvärinen. Some extensions of score matching. Computational Statistics & Data
 * Analysis, 2007.
 */
export function ratioMatchingLoss(
  energy: NeighborEnergy,
  { x }: RatioMatchingInputs,
  { objective = hyvarinen(), neighborhood = bitFlips() }: RatioMatchingOptions = {},
): tf.Scalar {
  checkShapes("ratioMatchingLoss", { x: [x, "batch dim"] });
  checkParts("ratioMatchingLoss", { energy, objective, neighborhood });
  const logRatios = energy.logRatios(x, neighborhood.all(x));
  return tf.mean(weightedTerms({ logRatios, logWeights: neighborhood.logMask?.(x) }, objective));
}
