import type { Key } from "@ebm/core";
import { ffjordDensities, type GrayCode, grayBounds, grayCode, type Matrix } from "@ebm/datasets";

export type PlanarName = keyof typeof ffjordDensities;

/** One of the seven planar sets as bits. */
export interface PlanarBits {
  readonly code: GrayCode;
  /** The half-width of the plane. */
  readonly bound: number;
  /** Samples new rows. Shape [count, dim]. */
  draw(key: Key, count: number): Matrix;
}

/** Creates the set of this name, with a number of bits per point. */
export function planarBits(dataset: PlanarName, dim: number): PlanarBits {
  const bound = grayBounds[dataset];
  const code = grayCode({ dim, bound });
  return {
    code,
    bound,
    draw: (key, count) => code.encode(ffjordDensities[dataset].sample(key, count)),
  };
}
