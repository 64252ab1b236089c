export { encodeModel, type ModelInfo } from "./encode-model.js";
export { readSignature, type Signature } from "./read-signature.js";
export { type TensorSpec, type Traceable, type Traced, trace } from "./trace.js";
