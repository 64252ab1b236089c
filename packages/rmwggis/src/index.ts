export { bitFlips } from "./bit-flips.js";
export { categoryChanges } from "./category-changes.js";
export { type ContrastiveInputs, contrastiveLoss } from "./contrastive-loss.js";
export { denseEnergy } from "./dense-energy.js";
export { type Estimator, estimators } from "./estimators.js";
export { type FitTemperatureOptions, fitTemperature } from "./fit-temperature.js";
export { type LikelihoodInputs, likelihoodLoss } from "./likelihood-loss.js";
export type { DrawInputs, Draws, NeighborSampler } from "./neighbor-sampler.js";
export { type NeighborSamplerName, neighborSamplers } from "./neighbor-samplers.js";
export type { Neighborhood } from "./neighborhood.js";
export { pseudoLikelihoodLoss } from "./pseudo-likelihood-loss.js";
export {
  type RatioMatchingInputs,
  type RatioMatchingOptions,
  ratioMatchingLoss,
} from "./ratio-matching-loss.js";
export {
  consistentRatio,
  hyvarinen,
  type RatioObjective,
  squaredRatio,
} from "./ratio-objectives.js";
export {
  type SampledRatioMatchingInputs,
  type SampledRatioMatchingOptions,
  sampledRatioMatchingLoss,
} from "./sampled-ratio-matching-loss.js";
export { stratified } from "./stratified.js";
export { systematic } from "./systematic.js";
export { withReplacement } from "./with-replacement.js";
export { withoutReplacement } from "./without-replacement.js";
