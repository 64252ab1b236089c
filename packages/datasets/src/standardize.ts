import { EbmError } from "@ebm/core/errors";
import type { MatrixLike } from "@ebm/core/matrix";
import type { Matrix } from "./matrix.js";

/** The means and standard deviations of the columns of a matrix. */
export interface ColumnStatistics {
  readonly mean: Float32Array;
  /** The standard deviations; 1 for columns that are nearly constant. */
  readonly std: Float32Array;
}

/**
 * The mean and standard deviation (of all rows, not n − 1) of each column. Missing values, NaN,
 * do not count. A deviation below 10⁻⁶ of the column's largest value is rounding: 1 stands for it,
 * so that dividing by it blows nothing up.
 *
 * @throws {EbmError} If a column has no values.
 */
export function columnStatistics({ data, shape: [rows, columns] }: MatrixLike): ColumnStatistics {
  const mean = new Float32Array(columns);
  const std = new Float32Array(columns);
  for (let column = 0; column < columns; column++) {
    let count = 0;
    let sum = 0;
    let largest = 0;
    each(column, (value) => {
      count++;
      sum += value;
      largest = Math.max(largest, Math.abs(value));
    });
    if (count === 0) {
      throw new EbmError(
        `columnStatistics: column ${column} has no values, expected at least one.`,
      );
    }
    let squares = 0;
    each(column, (value) => {
      squares += (value - sum / count) ** 2;
    });
    const deviation = Math.sqrt(squares / count);
    mean[column] = sum / count;
    std[column] = deviation <= 1e-6 * largest ? 1 : deviation;
  }
  return { mean, std };

  function each(column: number, visit: (value: number) => void): void {
    for (let i = column; i < rows * columns; i += columns) {
      if (!Number.isNaN(data[i]!)) visit(data[i]!);
    }
  }
}

/**
 * (x − mean) / std, column by column, with the statistics of the training rows; a missing value,
 * NaN, becomes 0, as if it were the mean.
 *
 * @throws {EbmError} If the statistics are of another number of columns.
 */
export function standardize({ data, shape }: MatrixLike, { mean, std }: ColumnStatistics): Matrix {
  const columns = shape[1];
  if (mean.length !== columns || std.length !== columns) {
    throw new EbmError(`standardize: \`mean\` is of ${mean.length} columns, expected ${columns}.`);
  }
  const standardized = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const column = i % columns;
    standardized[i] = Number.isNaN(data[i]!) ? 0 : (data[i]! - mean[column]!) / std[column]!;
  }
  return { data: standardized, shape };
}
