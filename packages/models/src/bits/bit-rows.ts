import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import { type BitColumns, bitColumns } from "./bit-columns.js";

/** Rows of bits and categories. Equal rows are one row, whose weight is how often it occurs. */
export interface BitRows {
  readonly columns: BitColumns;
  readonly rows: number;
  /** The sum of the weights. */
  readonly total: number;
  /** Shape [rows]. */
  readonly weights: Float64Array;
  /**
   * The indicators that are 1 in row r are `ones` from `starts[r]` to before `starts[r + 1]`, in
   * ascending order.
   */
  readonly starts: Int32Array;
  readonly ones: Int32Array;
  /** The index of each given row among these. */
  readonly indices: Int32Array;
}

/**
 * Packs a matrix of values 0, 1, …, one column for each bit or category.
 *
 * @param levels Number of values of each column. Default: 2 for all.
 *
 * @throws {EbmError} If an entry is not such a value.
 */
export function bitRows(
  where: string,
  { data, shape: [rows, dim] }: MatrixLike,
  levels: ArrayLike<number> = new Int32Array(dim).fill(2),
): BitRows {
  const columns = bitColumns(levels);
  const { offsets } = columns;
  const known = new Map<string, number>();
  const [weights, starts, ones]: [number[], number[], number[]] = [[], [0], []];
  const indices = new Int32Array(rows);
  const codes = new Uint16Array(dim);
  for (let row = 0; row < rows; row++) {
    let used = 0;
    for (let j = 0; j < dim; j++) {
      const value = data[row * dim + j]!;
      if (!(value >= 0 && value < levels[j]! && Number.isInteger(value))) {
        throw new EbmError(
          `${where}: row ${row} has ${value} in column ${j}, expected ${levels[j] === 2 ? "0 or 1" : `a whole number from 0 to ${levels[j]! - 1}`}.`,
        );
      }
      if (value > 0) codes[used++] = offsets[j]! + value - 1;
    }
    const code = String.fromCharCode(...codes.subarray(0, used));
    const seen = known.get(code) ?? weights.length;
    indices[row] = seen;
    if (seen < weights.length) {
      weights[seen]!++;
      continue;
    }
    known.set(code, seen);
    weights.push(1);
    for (let i = 0; i < used; i++) ones.push(codes[i]!);
    starts.push(ones.length);
  }
  return {
    columns,
    rows: weights.length,
    total: rows,
    weights: Float64Array.from(weights),
    starts: Int32Array.from(starts),
    ones: Int32Array.from(ones),
    indices,
  };
}

/** The mean over rows, by weight. */
export function weightedMean(
  { weights, total }: Pick<BitRows, "weights" | "total">,
  values: ArrayLike<number>,
): number {
  return weights.reduce((sum, weight, row) => sum + weight * values[row]!, 0) / total;
}

/** The indicators of the rows, each at the position given. Shape [rows, width]. */
export function denseRows(
  { columns: { width }, rows, starts, ones }: BitRows,
  positions?: Int32Array,
): Float32Array {
  const out = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]!; i < starts[row + 1]!; i++) {
      out[row * width + (positions ? positions[ones[i]!]! : ones[i]!)] = 1;
    }
  }
  return out;
}
