/**
 * The columns of rows of bits and categories. A column of m values has m − 1 indicators, one for each
 * value but the first, 0: a bit is its own indicator.
 */
export interface BitColumns {
  readonly dim: number;
  /** Number of values of each column; 2 for a bit. Shape [dim]. */
  readonly levels: Int32Array;
  /** The largest number of values. */
  readonly largest: number;
  /** Number of indicators. */
  readonly width: number;
  /** The first indicator of each column, and the end. Shape [dim + 1]. */
  readonly offsets: Int32Array;
  /** The column of each indicator. Shape [width]. */
  readonly columnOf: Int32Array;
}

/** Lays out columns by their numbers of values. */
export function bitColumns(levels: ArrayLike<number>): BitColumns {
  const dim = levels.length;
  const offsets = new Int32Array(dim + 1);
  for (let j = 0; j < dim; j++) offsets[j + 1] = offsets[j]! + levels[j]! - 1;
  const width = offsets[dim]!;
  const columnOf = new Int32Array(width);
  for (let j = 0; j < dim; j++) columnOf.fill(j, offsets[j]!, offsets[j + 1]!);
  const largest = Array.from(levels).reduce((a, b) => Math.max(a, b), 2);
  return { dim, levels: Int32Array.from(levels), largest, width, offsets, columnOf };
}

/** Returns the indicators of packed values. Shape [rows, width]; for bits, the values themselves. */
export function indicators(columns: BitColumns, values: Float32Array): Float32Array {
  const { dim, largest, width, offsets } = columns;
  if (largest === 2 && width === dim) return values;
  const rows = values.length / dim;
  const out = new Float32Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let j = 0; j < dim; j++) {
      const value = values[row * dim + j]!;
      if (value > 0) out[row * width + offsets[j]! + value - 1] = 1;
    }
  }
  return out;
}
