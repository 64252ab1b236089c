import { EbmError } from "@ebm/core";
import { toFloat16 } from "./to-float16.js";
import { toInt8 } from "./to-int8.js";

/** The storage format of weights. */
export type Quantization = "float16" | "int8";

/**
 * Compresses a model to half or a quarter of its size, with less precision. Use `verify` to measure
 * the error.
 *
 *   float16  stores matrices in half precision and computes in single precision.
 *   int8     stores matrices in 8 bits with one scale per column. Input rows are quantized to 8 bits
 *            with one scale per row, so the result for a row does not depend on the other rows.
 *
 * Vectors, such as biases and the means of inputs, are unchanged.
 */
export function quantize(bytes: Uint8Array, to: Quantization): Uint8Array<ArrayBuffer> {
  if (to === "float16") return toFloat16(bytes);
  if (to === "int8") return toInt8(bytes);
  throw new EbmError(`quantize: \`to\` is ${to}, expected "float16" or "int8".`);
}
