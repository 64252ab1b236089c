import { type BitColumns, bitColumns } from "./bit-columns.js";

/** The layout of a chain. */
export interface ChainLayout {
  /** The columns in the order of the chain: the first position is its column 0. */
  readonly ordered: BitColumns;
  /** The position of each indicator, as rows have them, among those of the chain. Shape [width]. */
  readonly positions: Int32Array;
}

/** Lays out the columns of a chain. */
export function chainLayout(levels: Int32Array, order: Int32Array): ChainLayout {
  const columns = bitColumns(levels);
  const ordered = bitColumns(order.map((j) => levels[j]!));
  const positions = new Int32Array(columns.width);
  for (const [position, j] of order.entries()) {
    const [from, to] = [columns.offsets[j]!, ordered.offsets[position]!];
    for (let v = 0; v < levels[j]! - 1; v++) positions[from + v] = to + v;
  }
  return { ordered, positions };
}

/**
 * The number of columns that each of the hidden units sees, from 1 to dim − 1 in ascending order.
 * Empty for one column, which nothing comes before.
 */
export function unitDegrees(dim: number, units: number): Int32Array {
  if (dim < 2) return new Int32Array(units).fill(1);
  return Int32Array.from({ length: units }, (_, h) => 1 + Math.floor((h * (dim - 1)) / units));
}
