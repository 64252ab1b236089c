import { checkCount } from "@ebm/core/check";
import type { MatrixLike } from "@ebm/core/matrix";

/**
 * Lists all 2ᵈ rows of d zeros and ones. Entry i of a row is bit i of its index, as everywhere in
 * these packages.
 *
 * @param dim d, at most 24.
 */
export function binaryStates(dim: number): MatrixLike & { readonly data: Float32Array } {
  checkCount("binaryStates", { dim }, { most: 24 });
  const states = 2 ** dim;
  const data = new Float32Array(states * dim);
  for (let i = 0; i < data.length; i++) {
    data[i] = (Math.floor(i / dim) >> (i % dim)) & 1;
  }
  return { data, shape: [states, dim] };
}
