import { EbmError } from "@ebm/core";
import { checkCount } from "@ebm/core/check";

export interface Lattice {
  readonly height: number;
  readonly width: number;
}

export interface CheckerboardOptions {
  /** Whether the last row and column are neighbors of the first. Default: true. */
  readonly periodic?: boolean;
}

/**
 * Colors the sites of a lattice, row by row, with 0 and 1 such that neighbors have different colors.
 *
 * @throws {EbmError} If the lattice is periodic and has an odd side, which needs more colors.
 */
export function checkerboard(
  { height, width }: Lattice,
  { periodic = true }: CheckerboardOptions = {},
): number[] {
  checkCount("checkerboard", { height, width });
  for (const [name, side] of Object.entries({ height, width })) {
    if (!periodic || side % 2 === 0) continue;
    throw new EbmError(
      `checkerboard: \`${name}\` is ${side}, expected an even number, or \`periodic: false\`.`,
    );
  }
  return Array.from(
    { length: height * width },
    (_, i) => (Math.floor(i / width) + (i % width)) % 2,
  );
}
