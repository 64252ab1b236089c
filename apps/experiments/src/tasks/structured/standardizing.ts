import { columnStatistics, type Matrix, type Preprocessor, type Table } from "@ebm/datasets";

/**
 * Fits a preprocessor that standardizes columns of numbers as `standardize` does, bit for bit. It
 * keeps every column, and replaces missing values by the mean. Published results were computed this
 * way.
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
