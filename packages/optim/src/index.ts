export { type AdamOptions, adam } from "./adam.js";
export { type AdamwOptions, adamw } from "./adamw.js";
export { type CosineDecayOptions, cosineDecay } from "./cosine-decay.js";
export { type LbfgsOptions, type LbfgsResult, lbfgs } from "./lbfgs.js";
export { type LinearWarmupOptions, linearWarmup } from "./linear-warmup.js";
export type {
  Layout,
  Leaf,
  Optimizer,
  OptimizerCheckpoint,
  OptimizerState,
  StepInfo,
} from "./optimizer.js";
export type { LearningRate, Schedule } from "./schedule.js";
export { type SgdOptions, sgd } from "./sgd.js";
