export { type AdaptOptions, adaptStepSize } from "./adapt-step-size.js";
export {
  type Annealed,
  type AnnealingInputs,
  annealedImportanceSampling,
} from "./annealed-importance-sampling.js";
export { type BlockGibbsOptions, blockGibbs } from "./block-gibbs.js";
export { categoricalGibbsWithGradients } from "./categorical-gibbs-with-gradients.js";
export type { Chain, ChainState } from "./chain.js";
export { type CheckerboardOptions, checkerboard, type Lattice } from "./checkerboard.js";
export type { Energy } from "./energy.js";
export { type GibbsState, gibbs } from "./gibbs.js";
export { gibbsWithGradients } from "./gibbs-with-gradients.js";
export { type HmcNoise, type HmcOptions, type HmcState, hmc } from "./hmc.js";
export type { InformedState } from "./informed-chain.js";
export { langevin, type StepSizeOptions } from "./langevin.js";
export {
  type BracketInputs,
  type BracketOptions,
  type LogPartitionBracket,
  logPartitionBracket,
} from "./log-partition-bracket.js";
export { mala } from "./mala.js";
export {
  type MetropolisInputs,
  type MetropolisNoise,
  type MetropolisState,
  metropolis,
} from "./metropolis.js";
export { type QuadraticEnergy, quadraticGibbs } from "./quadratic-gibbs.js";
export { type SigmoidScheduleOptions, sigmoidSchedule } from "./sigmoid-schedule.js";
