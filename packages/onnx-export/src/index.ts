export { type Feeds, type Packed, packedDtype, readSignature, type Signature } from "@ebm/trace";
export { type FineTuneInfo, type FineTuneOptions, fineTune } from "./edit/fine-tune.js";
export { joinWeights } from "./edit/join-weights.js";
export { type Quantization, quantize } from "./edit/quantize.js";
export { type Parameter, readParams } from "./edit/read-params.js";
export { type SplitWeights, type SplitWeightsOptions, splitWeights } from "./edit/split-weights.js";
export { toFloat64 } from "./edit/to-float64.js";
export { withMetadata } from "./edit/with-metadata.js";
export { type WithPreprocessorOptions, withPreprocessor } from "./edit/with-preprocessor.js";
export { type WithSamplesOptions, withSamples } from "./edit/with-samples.js";
export { withSchema } from "./edit/with-schema.js";
export { withTrials } from "./edit/with-trials.js";
export { checkMembers } from "./schema/check-members.js";
export type {
  FittedBooleanLike,
  FittedCategoryLike,
  FittedColumnLike,
  FittedNumberLike,
  Period,
  PreprocessorLike,
  UnknownCategory,
} from "./schema/preprocessor-like.js";
export { readSchema } from "./schema/read-schema.js";
export { type InputRows, rowsToInputs } from "./schema/rows-to-inputs.js";
export type {
  CategoryInput,
  InputColumn,
  LabelTarget,
  NumberInput,
  NumberTarget,
  Schema,
  Target,
} from "./schema/schema.js";
export type { ColumnLike, ColumnTable, TableLike } from "./schema/table-like.js";
export { drawTrials, type TrialOptions } from "./verify/draw-trials.js";
export { graphDigest } from "./verify/graph-digest.js";
export { decodePacked, encodePacked, type PackedJson } from "./verify/packed-json.js";
export { readTrials } from "./verify/read-trials.js";
export { roundingLimit } from "./verify/rounding-limit.js";
export type { Run, Trial } from "./verify/trial.js";
export {
  type OutputError,
  type Verification,
  type VerifyOptions,
  verify,
} from "./verify/verify.js";
export type { Density } from "./write/density.js";
export { densityOutputs } from "./write/density-outputs.js";
export type { NoiseKind } from "./write/draw-in-graph.js";
export { type DensityFiles, exportDensity } from "./write/export-density.js";
export { exportFunction, type FunctionInfo } from "./write/export-function.js";
export { exportModel, type ModelFiles } from "./write/export-model.js";
export {
  exportSampler,
  type OpenShape,
  type Sampler,
  type SamplerChain,
} from "./write/export-sampler.js";
export {
  exportTrainStep,
  type TrainStep,
  type TrainStepFiles,
} from "./write/export-train-step.js";
export {
  type FunctionOfParams,
  fromLayers,
  type LayersModel,
  type LayerWeight,
} from "./write/from-layers.js";
export type { Model, Normalizer, Standardization } from "./write/model.js";
export type { ModelCard } from "./write/model-card.js";
export { modelOutputs, type OutputName } from "./write/model-outputs.js";
