export { binaryStates } from "./binary-states.js";
export { brierScore } from "./brier-score.js";
export { calibrationError } from "./calibration-error.js";
export { crps } from "./crps.js";
export { type EdgeRecovery, edgeRecovery } from "./edge-recovery.js";
export { effectiveSampleSize } from "./effective-sample-size.js";
export { type EnumeratedLikelihood, enumeratedLikelihood } from "./enumerated-likelihood.js";
export { f1Macro, f1Micro, f1Samples } from "./f1.js";
export type { GraphLike } from "./graph-like.js";
export { type GraphMmd, graphMmd } from "./graph-mmd.js";
export { hammingLoss } from "./hamming-loss.js";
export { type BitSamples, exponentialHammingMmd, linearHammingMmd } from "./hamming-mmd.js";
export { histogram } from "./histogram.js";
export { kendallTau } from "./kendall-tau.js";
export {
  type LogPartitionCalibration,
  logPartitionCalibration,
} from "./log-partition-calibration.js";
export { orbitCounts } from "./orbit-counts.js";
export { intervalCoverage, pitDeviation } from "./pit.js";
export type { Predictions } from "./predictions.js";
export type { ProbabilityOutcomes } from "./probability-outcomes.js";
export { rootMeanSquaredError } from "./root-mean-squared-error.js";
export { splitRHat } from "./split-r-hat.js";
export { stateCounts } from "./state-counts.js";
export { subsetAccuracy } from "./subset-accuracy.js";
export { totalVariation } from "./total-variation.js";
