import {
  exportFunction,
  type ModelCard,
  type PreprocessorLike,
  withPreprocessor,
} from "@ebm/onnx-export";
import type * as tf from "@tensorflow/tfjs-core";

/** A function of matrices, to be written as an ONNX file. */
export interface TracedFile {
  /** The name of the output. */
  readonly output: string;
  readonly description: string;
  /** Number of columns of each input. */
  readonly widths: Readonly<Record<string, number>>;
  compute(inputs: Readonly<Record<string, tf.Tensor2D>>): tf.Tensor;
}

export interface TracedFileInfo {
  readonly card: ModelCard;
  /** The preprocessing in the file, if x has raw columns. Default: x has features. */
  readonly preprocessor?: PreprocessorLike | undefined;
}

/** Writes the file. The batch is open: any number of rows. */
export function tracedFileBytes(
  { output, description, widths, compute }: TracedFile,
  { card, preprocessor }: TracedFileInfo,
): Uint8Array<ArrayBuffer> {
  const inputs = Object.entries(widths).map(
    ([name, width]) => [name, { shape: ["batch", width], dtype: "float32" }] as const,
  );
  const bytes = exportFunction(
    (tensors) => ({ [output]: compute(tensors as Record<string, tf.Tensor2D>) }),
    Object.fromEntries(inputs),
    { ...card, name: output, description },
  );
  return preprocessor ? withPreprocessor(bytes, preprocessor) : bytes;
}
