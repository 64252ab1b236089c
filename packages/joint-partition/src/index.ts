export { type DensityRatioInputs, densityRatio } from "./density-ratio.js";
export { type ExactLossInputs, exactLoss } from "./exact-loss.js";
export { type ExactOptions, type ExactPartition, exactPartition } from "./exact-partition.js";
export { excess } from "./excess.js";
export {
  type DivergenceOptions,
  type JointPartitionInputs,
  jointPartitionLoss,
} from "./joint-partition-loss.js";
export { type LogProbInputs, logProb } from "./log-prob.js";
