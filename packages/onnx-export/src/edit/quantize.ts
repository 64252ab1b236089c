import { EbmError } from "@ebm/core";
import { toFloat16 } from "./to-float16.js";
import { toInt8 } from "./to-int8.js";

/** How the weights of a file are kept. */
export type Quantization = "float16" | "int8";

/**
 * The same model in a half or a quarter of the size, less precise: `verify` tells what it costs.
 *
 *   float16  matrices are kept in half precision, and computed with in single.
 *   int8     matrices are kept in 8 bits with a scale for each column, and multiply rows that are
 *            brought to 8 bits as they come, with a scale for each row: so what comes of a row does
 *            not depend on the others of its batch.
 *
 * Vectors, such as biases and the means of inputs, stay as they are.
 */
export function quantize(bytes: Uint8Array, to: Quantization): Uint8Array<ArrayBuffer> {
  if (to === "float16") return toFloat16(bytes);
  if (to === "int8") return toInt8(bytes);
  throw new EbmError(`quantize: \`to\` is ${to}, expected "float16" or "int8".`);
}
