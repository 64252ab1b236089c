import type { MatrixLike } from "@ebm/core/matrix";
import { type Key, uniform } from "@ebm/core/random";
import type { Matrix } from "./matrix.js";

export interface BinarizeOptions {
  /** The least value that becomes 1. Default: 0.5. */
  readonly threshold?: number;
  /** The key to sample each bit with: 1 with the value as probability. Default: none. */
  readonly key?: Key;
}

/**
 * Turns numbers on [0, 1] into bits: by a threshold, or at random if there is a key.
 *
 * Reference: Salakhutdinov, Murray. On the Quantitative Analysis of Deep Belief Networks. ICML 2008
 */
export function binarize(
  { data, shape }: MatrixLike,
  { threshold = 0.5, key }: BinarizeOptions = {},
): Matrix {
  const uniforms = key === undefined ? undefined : uniform(key, data.length);
  const bits = new Float32Array(data.length);
  for (let i = 0; i < bits.length; i++) {
    const isOne = uniforms === undefined ? data[i]! >= threshold : uniforms[i]! < data[i]!;
    bits[i] = isOne ? 1 : 0;
  }
  return { data: bits, shape };
}
