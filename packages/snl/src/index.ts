export {
  type ExactLogNormalizer,
  exactLogNormalizer,
  type GridPoints,
  type QuadratureOptions,
} from "./estimates/exact-log-normalizer.js";
export {
  type LikelihoodBracket,
  type LikelihoodBracketInputs,
  likelihoodBracket,
} from "./estimates/likelihood-bracket.js";
export {
  type LogNormalizerEstimate,
  logNormalizerEstimate,
} from "./estimates/log-normalizer-estimate.js";
export {
  type MovingLogNormalizerInputs,
  type MovingLogNormalizerOptions,
  movingLogNormalizer,
} from "./estimates/moving-log-normalizer.js";
export { type WeightDiagnostics, weightDiagnostics } from "./estimates/weight-diagnostics.js";
export {
  type AdaptGaussianMixtureInputs,
  type AdaptGaussianMixtureOptions,
  adaptGaussianMixture,
} from "./fits/adapt-gaussian-mixture.js";
export { type FitGaussianOptions, fitGaussian, type GaussianFit } from "./fits/fit-gaussian.js";
export {
  type FitGaussianMixtureOptions,
  fitGaussianMixture,
} from "./fits/fit-gaussian-mixture.js";
export { type FitStudentTOptions, fitStudentT, type StudentTFit } from "./fits/fit-student-t.js";
export { type FitUniformBoxOptions, fitUniformBox } from "./fits/fit-uniform-box.js";
export type { GaussianMixtureFit } from "./fits/mixture-steps.js";
export { scottBandwidth } from "./fits/scott-bandwidth.js";
export { type ConditionalSnlInputs, conditionalSnlLoss } from "./losses/conditional-snl-loss.js";
export {
  type ContrastiveDivergenceInputs,
  contrastiveDivergenceLoss,
} from "./losses/contrastive-divergence-loss.js";
export {
  type DenoisingScoreMatchingInputs,
  type DenoisingScoreMatchingOptions,
  denoisingScoreMatchingLoss,
} from "./losses/denoising-score-matching-loss.js";
export { type GaussianKlInputs, gaussianKl } from "./losses/gaussian-kl.js";
export { type ImportanceInputs, importanceLoss } from "./losses/importance-loss.js";
export { type NceInputs, type NceOptions, nceLoss } from "./losses/nce-loss.js";
export { type RankingNceInputs, rankingNceLoss } from "./losses/ranking-nce-loss.js";
export { scoreMatchingLoss } from "./losses/score-matching-loss.js";
export {
  type SlicedScoreMatchingInputs,
  slicedScoreMatchingLoss,
} from "./losses/sliced-score-matching-loss.js";
export { type SnelboInputs, snelboLoss } from "./losses/snelbo-loss.js";
export { type SnlInputs, type SnlOptions, snlLoss } from "./losses/snl-loss.js";
export type { Numbers } from "./numbers.js";
export {
  type Conditioner,
  type CouplingFlow,
  type CouplingFlowParams,
  couplingFlow,
} from "./proposals/coupling-flow.js";
export { type Factorization, factorize } from "./proposals/factorize.js";
export { type GaussianParams, gaussian } from "./proposals/gaussian.js";
export { type GaussianMixtureParams, gaussianMixture } from "./proposals/gaussian-mixture.js";
export { type KernelDensityParams, kernelDensity } from "./proposals/kernel-density.js";
export { type MixtureDensityShape, mixtureDensity } from "./proposals/mixture-density.js";
export { sharedProposal } from "./proposals/shared-proposal.js";
export { type StudentTParams, studentT } from "./proposals/student-t.js";
export { tiltedEnergy } from "./proposals/tilted-energy.js";
export { type UniformBoxParams, uniformBox } from "./proposals/uniform-box.js";
