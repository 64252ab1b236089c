export { type InitMlpInputs, initMlp } from "./init-mlp.js";
export { logPartitionNetwork } from "./log-partition-network.js";
export { type Activation, type MlpOptions, type MlpParams, mlp } from "./mlp.js";
export { pairwiseArgmax } from "./pairwise-argmax.js";
export { pairwiseEnergy } from "./pairwise-energy.js";
export { unaryEnergy } from "./unary-energy.js";
