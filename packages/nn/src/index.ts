export { type ExactPairwise, exactPairwise } from "./exact-pairwise.js";
export { type InitMlpInputs, initMlp } from "./init-mlp.js";
export { type InitMlpEnergyInputs, initMlpEnergy } from "./init-mlp-energy.js";
export { type IsingParams, isingEnergy } from "./ising-energy.js";
export { type LatticeOptions, type LatticeParams, latticeEnergy } from "./lattice-energy.js";
export { logPartitionNetwork } from "./log-partition-network.js";
export { type Activation, type MlpOptions, type MlpParams, mlp } from "./mlp.js";
export { type MlpEnergyParams, mlpEnergy } from "./mlp-energy.js";
export { pairwiseArgmax } from "./pairwise-argmax.js";
export {
  type PairwiseCoordinateDescentOptions,
  pairwiseCoordinateDescent,
} from "./pairwise-coordinate-descent.js";
export { pairwiseEnergies } from "./pairwise-energies.js";
export { pairwiseEnergy } from "./pairwise-energy.js";
export {
  type PairwiseProjectedGradientOptions,
  pairwiseProjectedGradient,
} from "./pairwise-projected-gradient.js";
export { type PairwiseTabuSearchOptions, pairwiseTabuSearch } from "./pairwise-tabu-search.js";
export { type RbmParams, rbmEnergy } from "./rbm-energy.js";
export { unaryEnergy } from "./unary-energy.js";
