export { effectiveSampleSize } from "./effective-sample-size.js";
export { f1Macro, f1Micro, f1Samples } from "./f1.js";
export { hammingLoss } from "./hamming-loss.js";
export { kendallTau } from "./kendall-tau.js";
export {
  type LogPartitionCalibration,
  logPartitionCalibration,
} from "./log-partition-calibration.js";
export type { MatrixLike, Predictions } from "./predictions.js";
export { rootMeanSquaredError } from "./root-mean-squared-error.js";
export { splitRHat } from "./split-r-hat.js";
export { subsetAccuracy } from "./subset-accuracy.js";
