import { EbmError } from "@ebm/core";

export interface Lattice {
  readonly height: number;
  readonly width: number;
}

export interface CheckerboardOptions {
  /** Whether the last row and column are neighbours of the first. */
  readonly periodic?: boolean;
}

/**
 * The colors, 0 and 1, of the sites of a lattice, row by row, such that no neighbours share one.
 *
 * @throws {EbmError} If the lattice is periodic and has an odd side: it takes more colors.
 */
export function checkerboard(
  { height, width }: Lattice,
  { periodic = true }: CheckerboardOptions = {},
): number[] {
  for (const [name, side] of Object.entries({ height, width })) {
    const odd = periodic && side % 2 === 1;
    if (Number.isInteger(side) && side > 0 && !odd) continue;
    const expected = odd ? "an even number, or `periodic: false`" : "a whole number from 1";
    throw new EbmError(`checkerboard: \`${name}\` is ${side}, expected ${expected}.`);
  }
  return Array.from(
    { length: height * width },
    (_, i) => (Math.floor(i / width) + (i % width)) % 2,
  );
}
