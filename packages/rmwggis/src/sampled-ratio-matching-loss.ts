import {
  checkShapes,
  EbmError,
  type NeighborEnergy,
  stopGradient,
  takeAlong,
  valueAndGrad,
} from "@ebm/core";
import { checkOneOf, checkShare } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { bitFlips } from "./bit-flips.js";
import { checkParts } from "./check-parts.js";
import { type Estimator, estimators } from "./estimators.js";
import { logProposal } from "./log-proposal.js";
import type { NeighborSampler } from "./neighbor-sampler.js";
import type { RatioMatchingInputs, RatioMatchingOptions } from "./ratio-matching-loss.js";
import { hyvarinen } from "./ratio-objectives.js";
import { systematic } from "./systematic.js";
import { weightedTerms } from "./weighted-terms.js";

export interface SampledRatioMatchingInputs extends RatioMatchingInputs {
  /** Uniform numbers on [0, 1). Shape [batch, `sampler.noiseDim(dim)`]. */
  readonly uniforms: tf.Tensor2D;
}

export interface SampledRatioMatchingOptions extends RatioMatchingOptions {
  /** The sampler of neighbors. Default: `systematic(10)`. */
  readonly sampler?: NeighborSampler;
  /**
   * The weight of the gradient-guided part of the proposal, from 0 to 1. The rest is uniform.
   * Default: 0.5.
   */
  readonly guidance?: number;
  /** The estimator that is computed from the samples. Default: "corrected". */
  readonly estimator?: Estimator;
}

/**
 * Estimates the ratio matching loss from a few neighbors. The gradient of the energy predicts which
 * terms are large: D̃ᵢ = (x − xᵢ)ᵀ∇E(x) approximates Dᵢ = E(x) − E(xᵢ), and the guided part of the
 * proposal is n ∝ term(D̃). With D in place of D̃, the estimate would have no variance.
 *
 * The estimates of `ratioMatchingLoss` and of its gradient are unbiased for two of the four
 * estimators. The uniform part limits weights to 1/(1 − guidance) times those of uniform samples,
 * however poor D̃ is. The authors use no uniform part: `guidance` 1.
 *
 * Reference: Liu, Liu, Ji. Gradient-Guided Importance Sampling for Learning Binary Energy-Based
 * Models. ICLR 2023. https://arxiv.org/abs/2210.05782
 */
export function sampledRatioMatchingLoss(
  energy: NeighborEnergy,
  { x, uniforms }: SampledRatioMatchingInputs,
  {
    objective = hyvarinen(),
    neighborhood = bitFlips(),
    sampler = systematic(10),
    guidance = 0.5,
    estimator = "corrected",
  }: SampledRatioMatchingOptions = {},
): tf.Scalar {
  const { batch, dim } = checkShapes("sampledRatioMatchingLoss", { x: [x, "batch dim"] });
  checkParts("sampledRatioMatchingLoss", { energy, objective, neighborhood, sampler });
  checkShapes("sampledRatioMatchingLoss", {
    uniforms: [uniforms, `${batch} ${sampler.noiseDim(dim)}`],
  });
  checkOptions({ dtype: x.dtype, guidance, estimator });
  const logMask = neighborhood.logMask?.(x);
  checkSamples(sampler, logMask ? dim - dim / neighborhood.alternatives : dim);

  const gradient = valueAndGrad((x: tf.Tensor2D) => tf.sum(energy.energy(x)))(x).grad;
  const linear = neighborhood.linearize(x, gradient);
  const proposal = logProposal({ linear, logMask }, { objective, guidance });
  const logits = estimator === "attached" ? proposal : stopGradient(proposal);
  const { indices, logWeights } = sampler.draw({ logits, uniforms });

  const logRatios = energy.logRatios(x, neighborhood.at(x, indices));
  if (estimator === "unweighted") return tf.mean(weightedTerms({ logRatios }, objective));
  const drawn = weightedTerms({ logRatios, logWeights }, objective);
  if (estimator !== "corrected") return tf.mean(drawn);
  const ofAll = weightedTerms({ logRatios: linear, logWeights: logMask }, objective);
  const ofDrawn = weightedTerms({ logRatios: takeAlong(linear, indices), logWeights }, objective);
  return tf.mean(tf.add(ofAll, tf.sub(drawn, ofDrawn)));
}

function checkSamples({ name, samples }: NeighborSampler, neighbors: number): void {
  if (samples <= neighbors) return;
  throw new EbmError(
    `sampledRatioMatchingLoss: \`sampler\` is ${name}, expected at most ${neighbors} samples, the number of neighbors.`,
  );
}

interface Choices {
  readonly dtype: tf.DataType;
  readonly guidance: number;
  readonly estimator: Estimator;
}

function checkOptions({ dtype, guidance, estimator }: Choices): void {
  const where = "sampledRatioMatchingLoss";
  if (dtype !== "float32") {
    throw new EbmError(`${where}: \`x\` has dtype ${dtype}, expected float32.`);
  }
  checkShare(where, { guidance });
  checkOneOf(where, { estimator }, estimators);
}
