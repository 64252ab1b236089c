import { encodeModel, type TensorSpec, type Traceable, trace } from "@ebm/trace";
import { cardMetadata, type ModelCard } from "./model-card.js";

export interface FunctionInfo {
  /** A word for what it computes. */
  readonly name: string;
  /** A sentence about it. */
  readonly description?: string;
}

/**
 * Any function of tensors as an ONNX file (opset 17), with the card of a model: a score, a feature,
 * a step of an algorithm. One axis of its inputs may have a name in place of a size, and is open.
 *
 * @throws {EbmError} As `trace` does.
 */
export function exportFunction(
  f: Traceable,
  inputs: Readonly<Record<string, TensorSpec>>,
  { name, description = "", ...card }: ModelCard & FunctionInfo,
): Uint8Array<ArrayBuffer> {
  const metadata = { output: name, ...cardMetadata(card) };
  return encodeModel(trace(f, inputs), { name, description, metadata });
}
