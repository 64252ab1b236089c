import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "./matrix-like.js";

/**
 * All 2ᵈ rows of d zeros and ones, in the order of the numbers they spell, the first column being
 * the highest digit.
 *
 * @param dim d, up to 24.
 */
export function binaryStates(dim: number): MatrixLike & { readonly data: Float32Array } {
  if (!(Number.isInteger(dim) && dim >= 1 && dim <= 24)) {
    throw new EbmError(`binaryStates: \`dim\` is ${dim}, expected an integer from 1 to 24.`);
  }
  const states = 2 ** dim;
  const data = new Float32Array(states * dim);
  for (let i = 0; i < data.length; i++) {
    data[i] = (Math.floor(i / dim) >> (dim - 1 - (i % dim))) & 1;
  }
  return { data, shape: [states, dim] };
}
