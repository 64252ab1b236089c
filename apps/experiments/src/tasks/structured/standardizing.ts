import { columnStatistics, type Matrix, type Preprocessor, type Table } from "@ebm/datasets";

/**
 * Fits a preprocessor that standardizes columns of numbers as `standardize` does, bit for bit: every
 * column is kept, and the mean stands for a missing value. Published results were computed so.
 */
export function fitStandardizing({ rows, columns }: Table): Preprocessor {
  return {
    columns: columns.map(({ name, values }) => {
      const data = Float32Array.from(values as Float64Array);
      const matrix: Matrix = { data, shape: [rows, 1] };
      const { mean, std } = columnStatistics(matrix);
      const [center, scale] = [mean[0]!, std[0]!];
      return { name, kind: "number", hasMissing: false, median: center, center, scale };
    }),
    constant: [],
    notes: [],
  };
}
