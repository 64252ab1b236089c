import type { Key } from "@ebm/core";
import { ffjordDensities, type GrayCode, grayBounds, grayCode, type Matrix } from "@ebm/datasets";

export type PlanarName = keyof typeof ffjordDensities;

/** One of the seven planar sets as bits. */
export interface PlanarBits {
  readonly code: GrayCode;
  /** Where the plane ends. */
  readonly bound: number;
  /** Fresh rows. Shape [count, dim]. */
  draw(key: Key, count: number): Matrix;
}

/** The set of this name, of so many bits a point. */
export function planarBits(dataset: PlanarName, dim: number): PlanarBits {
  const bound = grayBounds[dataset];
  const code = grayCode({ dim, bound });
  return {
    code,
    bound,
    draw: (key, count) => code.encode(ffjordDensities[dataset].sample(key, count)),
  };
}
