export { type ExactPairwise, exactPairwise } from "./exact-pairwise.js";
export { type InitMlpInputs, initMlp } from "./init-mlp.js";
export { logPartitionNetwork } from "./log-partition-network.js";
export { type Activation, type MlpOptions, type MlpParams, mlp } from "./mlp.js";
export { pairwiseArgmax } from "./pairwise-argmax.js";
export {
  type PairwiseCoordinateDescentOptions,
  pairwiseCoordinateDescent,
} from "./pairwise-coordinate-descent.js";
export { pairwiseEnergy } from "./pairwise-energy.js";
export {
  type PairwiseProjectedGradientOptions,
  pairwiseProjectedGradient,
} from "./pairwise-projected-gradient.js";
export { unaryEnergy } from "./unary-energy.js";
