export { type CompiledModel, compileModel, type ModelOutputs } from "./compile-model.js";
export { type EvaluateOptions, type Evaluation, evaluate } from "./evaluate.js";
export { type ExactLogPartitionOptions, exactLogPartitions } from "./exact-log-partitions.js";
export { type InitModelParamsInputs, initModelParams } from "./init-model-params.js";
export { type JointLoss, type JointLossName, jointLosses } from "./joint-losses.js";
export { labelRankingModel } from "./label-ranking-model.js";
export {
  type ModelBatch,
  type ModelLossOptions,
  type ModelParams,
  modelLoss,
} from "./model-loss.js";
export { multilabelModel } from "./multilabel-model.js";
export { predict } from "./predict.js";
export { type Part, type Parts, type PreparePartsOptions, prepareParts } from "./prepare-parts.js";
export type { StructuredModel } from "./structured-model.js";
