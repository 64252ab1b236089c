import type { Matrix } from "@ebm/datasets";

/** The columns of both matrices. */
export function beside(a: Matrix, b: Matrix): Matrix {
  const [rows, width] = a.shape;
  const size = width + b.shape[1];
  const data = new Float32Array(rows * size);
  for (let row = 0; row < rows; row++) {
    data.set(a.data.subarray(row * width, (row + 1) * width), row * size);
    data.set(b.data.subarray(row * b.shape[1], (row + 1) * b.shape[1]), row * size + width);
  }
  return { data, shape: [rows, size] };
}
