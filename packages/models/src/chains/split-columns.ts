import type { Matrix } from "@ebm/datasets";

/** Divides the columns of a matrix into matrices of these widths. */
export function splitColumns(
  { data, shape: [rows, width] }: Matrix,
  widths: readonly number[],
): Matrix[] {
  let start = 0;
  return widths.map((size) => {
    const from = start;
    start += size;
    const own = Float32Array.from({ length: rows * size }, (_, i) => {
      return data[Math.floor(i / size) * width + from + (i % size)]!;
    });
    return { data: own, shape: [rows, size] };
  });
}
