export { encodeModel, type ModelInfo } from "./encode-model.js";
export { type Node, sortedNodes, type Value } from "./graph.js";
export { type Feeds, type Packed, packedDtype } from "./packed.js";
export { readSignature, type Signature } from "./read-signature.js";
export { runEagerly } from "./run-eagerly.js";
export { trace } from "./trace.js";
export type { TensorSpec, Traceable, Traced } from "./traced.js";
