import type { MatrixLike } from "@ebm/core/matrix";
import { type Key, uniform } from "@ebm/core/random";
import type { Matrix } from "./matrix.js";

/**
 * Zeros and ones of numbers on [0, 1]: 1 from a threshold on, or with a key, 1 with that
 * probability.
 *
 * Reference: Salakhutdinov, Murray. On the Quantitative Analysis of Deep Belief Networks. ICML 2008
 */
export function binarize(
  { data, shape }: MatrixLike,
  { threshold = 0.5, key }: { readonly threshold?: number; readonly key?: Key } = {},
): Matrix {
  const uniforms = key === undefined ? undefined : uniform(key, data.length);
  const bits = new Float32Array(data.length);
  for (let i = 0; i < bits.length; i++) {
    const isOne = uniforms === undefined ? data[i]! >= threshold : uniforms[i]! < data[i]!;
    bits[i] = isOne ? 1 : 0;
  }
  return { data: bits, shape };
}
