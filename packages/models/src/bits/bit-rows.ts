import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";

/** Rows of bits. Equal rows are one row, whose weight is how often it occurs. */
export interface BitRows {
  readonly dim: number;
  readonly rows: number;
  /** The sum of the weights. */
  readonly total: number;
  /** Shape [rows]. */
  readonly weights: Float64Array;
  /** The columns of the ones of row r are `ones` from `starts[r]` to before `starts[r + 1]`. */
  readonly starts: Int32Array;
  readonly ones: Int32Array;
  /** Where each row that was given is among these. */
  readonly indices: Int32Array;
}

/**
 * Packs a matrix of zeros and ones.
 *
 * @throws {EbmError} If an entry is neither 0 nor 1.
 */
export function bitRows(where: string, { data, shape: [rows, dim] }: MatrixLike): BitRows {
  const known = new Map<string, number>();
  const [weights, starts, ones]: [number[], number[], number[]] = [[], [0], []];
  const indices = new Int32Array(rows);
  const codes = new Uint16Array(Math.ceil(dim / 16));
  for (let row = 0; row < rows; row++) {
    codes.fill(0);
    for (let j = 0; j < dim; j++) {
      const value = data[row * dim + j]!;
      if (value === 1) codes[j >> 4]! |= 1 << (j & 15);
      else if (value !== 0) {
        throw new EbmError(`${where}: row ${row} has ${value} in column ${j}, expected 0 or 1.`);
      }
    }
    const code = String.fromCharCode(...codes);
    const seen = known.get(code) ?? weights.length;
    indices[row] = seen;
    if (seen < weights.length) {
      weights[seen]!++;
      continue;
    }
    known.set(code, seen);
    weights.push(1);
    for (let j = 0; j < dim; j++) if (data[row * dim + j] === 1) ones.push(j);
    starts.push(ones.length);
  }
  return {
    dim,
    rows: weights.length,
    total: weights.reduce((a, b) => a + b, 0),
    weights: Float64Array.from(weights),
    starts: Int32Array.from(starts),
    ones: Int32Array.from(ones),
    indices,
  };
}

/** The mean over rows, by weight. */
export function weightedMean({ weights, total }: BitRows, values: ArrayLike<number>): number {
  return weights.reduce((sum, weight, row) => sum + weight * values[row]!, 0) / total;
}

/** The rows as zeros and ones, with the columns in the order given. Shape [rows, dim]. */
export function denseRows(
  { dim, rows, starts, ones }: BitRows,
  order: Int32Array = Int32Array.from({ length: dim }, (_, i) => i),
): Float32Array {
  const positions = new Int32Array(dim);
  for (let j = 0; j < dim; j++) positions[order[j]!] = j;
  const out = new Float32Array(rows * dim);
  for (let row = 0; row < rows; row++) {
    for (let i = starts[row]!; i < starts[row + 1]!; i++) out[row * dim + positions[ones[i]!]!] = 1;
  }
  return out;
}
