import { foldIn, type Key, permutation } from "@ebm/core";
import { columnStatistics, type Matrix, standardize } from "@ebm/datasets";

/**
 * Shuffles each column separately: every feature keeps its values, and dependence between features
 * is lost.
 */
export function shuffledColumns({ data, shape }: Matrix, key: Key): Matrix {
  const [rows, columns] = shape;
  const shuffled = new Float32Array(data.length);
  for (let column = 0; column < columns; column++) {
    const order = permutation(foldIn(key, column), rows);
    for (let row = 0; row < rows; row++) {
      shuffled[row * columns + column] = data[order[row]! * columns + column]!;
    }
  }
  return { data: shuffled, shape };
}

/** Returns the first columns of rows of another set, standardized by their own statistics. */
export function firstColumns({ data, shape }: Matrix, count: number): Matrix {
  const [rows, columns] = shape;
  const kept = new Float32Array(rows * count);
  for (let row = 0; row < rows; row++) {
    kept.set(data.subarray(row * columns, row * columns + count), row * count);
  }
  const x: Matrix = { data: kept, shape: [rows, count] };
  return standardize(x, columnStatistics(x));
}
