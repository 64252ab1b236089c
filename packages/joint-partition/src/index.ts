export {
  type CompositeLikelihoodInputs,
  compositeLikelihoodLoss,
} from "./baselines/composite-likelihood-loss.js";
export {
  type ContrastiveDivergenceInputs,
  contrastiveDivergenceLoss,
} from "./baselines/contrastive-divergence-loss.js";
export { type ExactNllInputs, exactNll } from "./baselines/exact-nll.js";
export {
  type FenchelYoungInputs,
  type FenchelYoungOptions,
  fenchelYoungLoss,
} from "./baselines/fenchel-young-loss.js";
export { type MinMaxInputs, minMaxLoss } from "./baselines/min-max-loss.js";
export { adjacentSwaps, flips } from "./baselines/neighbors.js";
export { type RankingNceInputs, rankingNceLoss } from "./baselines/ranking-nce-loss.js";
export {
  type ConformalRadiusInputs,
  type ConformalRadiusOptions,
  conformalRadius,
} from "./certificates/conformal-radius.js";
export {
  type LogPartitionCertificate,
  type LogPartitionCertificateInputs,
  type LogPartitionCertificateOptions,
  logPartitionCertificate,
} from "./certificates/log-partition-certificate.js";
export { type ControlVariateInputs, controlVariate } from "./control-variate.js";
export { densityRatio } from "./density-ratio.js";
export { type ExactOptions, type ExactPartition, exactPartition } from "./exact-partition.js";
export {
  type DivergenceOptions,
  type JointPartitionInputs,
  jointPartitionLoss,
} from "./joint-partition-loss.js";
export type { LogPartitionInputs } from "./log-partition-inputs.js";
export { logPartitionLoss } from "./log-partition-loss.js";
export { type LogProbInputs, logProb } from "./log-prob.js";
export { antithetic } from "./proposals/antithetic.js";
export { type MeanFieldOptions, meanField } from "./proposals/mean-field.js";
export { plackettLuce } from "./proposals/plackett-luce.js";
export { type ProductBernoulliOptions, productBernoulli } from "./proposals/product-bernoulli.js";
export { fermiDirac, quadratic, type Regularizer } from "./regularizers.js";
