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
  /** Uniforms on [0, 1). Shape [batch, noiseDim], as `sampler.noiseDim(dim)` says. */
  readonly uniforms: tf.Tensor2D;
}

export interface SampledRatioMatchingOptions extends RatioMatchingOptions {
  /** The sampler of neighbors. Default: `systematic(10)`. */
  readonly sampler?: NeighborSampler;
  /**
   * The share of the proposal that follows the gradient, from 0 to 1. The rest is uniform.
   * Default: 0.5.
   */
  readonly guidance?: number;
  /** The estimator made of the samples. Default: "corrected". */
  readonly estimator?: Estimator;
}

/**
 * Ratio matching on few neighbours, drawn where the gradient of the energy says that their terms
 * are large: D̃ᵢ = (x − xᵢ)ᵀ∇E(x) stands for Dᵢ = E(x) − E(xᵢ), and the proposal is, in part,
 * n ∝ term(D̃). With D in place of D̃ it would be the best one, of no variance at all.
 *
 * An estimate of `ratioMatchingLoss` and of its gradient, unbiased but for two of the estimators.
 * The uniform part keeps weights below those of uniform draws times 1/(1 − guidance), however
 * far D̃ is off; the authors have none, which is `guidance` 1.
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
    `sampledRatioMatchingLoss: \`sampler\` is ${name}, expected ${neighbors} draws or less, as there are neighbours.`,
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
