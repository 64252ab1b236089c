import { encodeModel, type TensorSpec, type Traceable, trace } from "@ebm/trace";
import { cardMetadata, type ModelCard } from "./model-card.js";

export interface FunctionInfo {
  /** The name of the function. */
  readonly name: string;
  /** A sentence that describes it. */
  readonly description?: string;
}

/**
 * Exports any function of tensors as an ONNX file (opset 17) with the card of a model: a score, a
 * feature, a step of an algorithm. One axis of its inputs may be open, with a name instead of a size.
 *
 * @throws {EbmError} If it cannot be traced.
 */
export function exportFunction(
  f: Traceable,
  inputs: Readonly<Record<string, TensorSpec>>,
  { name, description = "", ...card }: ModelCard & FunctionInfo,
): Uint8Array<ArrayBuffer> {
  const metadata = { output: name, ...cardMetadata(card) };
  return encodeModel(trace(f, inputs), { name, description, metadata });
}
