export {
  type AdaptGaussianMixtureInputs,
  type AdaptGaussianMixtureOptions,
  adaptGaussianMixture,
} from "./adapt-gaussian-mixture.js";
export { type BootstrapInputs, bootstrapLogNormalizer } from "./bootstrap-log-normalizer.js";
export {
  type BridgeSampling,
  type BridgeSamplingInputs,
  bridgeSampling,
} from "./bridge-sampling.js";
export { type ConditionalSnlInputs, conditionalSnlLoss } from "./conditional-snl-loss.js";
export {
  type ContrastiveDivergenceInputs,
  contrastiveDivergenceLoss,
} from "./contrastive-divergence-loss.js";
export {
  type Conditioner,
  type CouplingFlow,
  type CouplingFlowParams,
  couplingFlow,
} from "./coupling-flow.js";
export { type DefensiveMixtureInputs, defensiveMixture } from "./defensive-mixture.js";
export {
  type DenoisingScoreMatchingInputs,
  denoisingScoreMatchingLoss,
} from "./denoising-score-matching-loss.js";
export {
  type ExactLogNormalizer,
  exactLogNormalizer,
  type GridPoints,
  type QuadratureOptions,
} from "./exact-log-normalizer.js";
export { type FitGaussianOptions, fitGaussian, type GaussianFit } from "./fit-gaussian.js";
export {
  type FitGaussianMixtureOptions,
  fitGaussianMixture,
  type GaussianMixtureFit,
} from "./fit-gaussian-mixture.js";
export { fitStudentT, type StudentTFit } from "./fit-student-t.js";
export { fitUniformBox } from "./fit-uniform-box.js";
export { type GaussianParams, gaussian } from "./gaussian.js";
export { type GaussianKlInputs, gaussianKl } from "./gaussian-kl.js";
export { type GaussianMixtureParams, gaussianMixture } from "./gaussian-mixture.js";
export { type ImportanceInputs, importanceLoss } from "./importance-loss.js";
export { type KernelDensityParams, kernelDensity } from "./kernel-density.js";
export {
  type LikelihoodBracket,
  type LikelihoodBracketInputs,
  likelihoodBracket,
} from "./likelihood-bracket.js";
export { type LogNormalizerEstimate, logNormalizerEstimate } from "./log-normalizer-estimate.js";
export { type MixtureDensityShape, mixtureDensity } from "./mixture-density.js";
export { type MovingLogNormalizerInputs, movingLogNormalizer } from "./moving-log-normalizer.js";
export { type NceInputs, type NceOptions, nceLoss } from "./nce-loss.js";
export type { Numbers } from "./numbers.js";
export { paretoK } from "./pareto-k.js";
export type { Points } from "./points.js";
export type { ConditionalProposal, Proposal } from "./proposal.js";
export { type ProposalKlInputs, proposalKlLoss } from "./proposal-kl-loss.js";
export { type RankingNceInputs, rankingNceLoss } from "./ranking-nce-loss.js";
export { scoreMatchingLoss } from "./score-matching-loss.js";
export { scottBandwidth } from "./scott-bandwidth.js";
export { sharedProposal } from "./shared-proposal.js";
export {
  type SlicedScoreMatchingInputs,
  slicedScoreMatchingLoss,
} from "./sliced-score-matching-loss.js";
export { type SnelboInputs, snelboLoss } from "./snelbo-loss.js";
export { type SnlInputs, type SnlOptions, snlLoss } from "./snl-loss.js";
export { type StudentTParams, studentT } from "./student-t.js";
export { tiltedEnergy } from "./tilted-energy.js";
export { type UniformBoxParams, uniformBox } from "./uniform-box.js";
export { type WeightDiagnostics, weightDiagnostics } from "./weight-diagnostics.js";
