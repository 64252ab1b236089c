export { type Feeds, type Packed, packedDtype, readSignature, type Signature } from "@ebm/trace";
export { decodePacked } from "./decode-packed.js";
export type { Density } from "./density.js";
export { densityOutputs } from "./density-outputs.js";
export type { NoiseKind } from "./draw-in-graph.js";
export { drawTrials, type TrialOptions } from "./draw-trials.js";
export { encodePacked } from "./encode-packed.js";
export { type DensityFiles, exportDensity } from "./export-density.js";
export { exportFunction, type FunctionInfo } from "./export-function.js";
export { exportModel, type ModelFiles } from "./export-model.js";
export {
  exportSampler,
  type OpenShape,
  type Sampler,
  type SamplerChain,
} from "./export-sampler.js";
export {
  exportTrainStep,
  type TrainStep,
  type TrainStepFiles,
} from "./export-train-step.js";
export { type FineTuneInfo, type FineTuneOptions, fineTune } from "./fine-tune.js";
export {
  type FunctionOfParams,
  fromLayers,
  type LayersModel,
  type LayerWeight,
} from "./from-layers.js";
export { joinWeights } from "./join-weights.js";
export type { Model, Normalizer, Standardization } from "./model.js";
export type { ModelCard } from "./model-card.js";
export { modelOutputs, type OutputName } from "./model-outputs.js";
export type { PackedJson } from "./packed-json.js";
export { type Quantization, quantize } from "./quantize.js";
export { type Parameter, readParams } from "./read-params.js";
export { readTrials } from "./read-trials.js";
export type { Run } from "./run.js";
export { type SplitWeights, type SplitWeightsOptions, splitWeights } from "./split-weights.js";
export type { Trial } from "./trial.js";
export { unflatten } from "./unflatten.js";
export { type OutputError, type Verification, type VerifyOptions, verify } from "./verify.js";
export { withMetadata } from "./with-metadata.js";
export { withSamples } from "./with-samples.js";
export { withTrials } from "./with-trials.js";
