export { type Feeds, type Packed, readSignature, type Signature } from "@ebm/trace";
export { exportModel, type ModelFiles } from "./export-model.js";
export type { Model, Standardization } from "./model.js";
export type { ModelCard } from "./model-card.js";
export { modelOutputs, type OutputName } from "./model-outputs.js";
export {
  type OutputError,
  type Run,
  type Verification,
  type VerifyOptions,
  verify,
} from "./verify.js";
