import type { Matrix } from "@ebm/datasets";

/** The largest number of rows in one call. */
const CHUNK = 2048;

/** Computes [members, rows] of all rows, and takes for each row the member that did not see it. */
export async function outOfFoldOf(
  run: (x: Matrix) => Promise<{ readonly output: { readonly data: Float32Array } }>,
  rows: Matrix,
  folds: Int32Array,
): Promise<Float64Array> {
  const [count, width] = rows.shape;
  const out = new Float64Array(count);
  for (let start = 0; start < count; start += CHUNK) {
    const size = Math.min(CHUNK, count - start);
    const data = rows.data.slice(start * width, (start + size) * width);
    const { output } = await run({ data, shape: [size, width] });
    for (let i = 0; i < size; i++) out[start + i] = output.data[folds[start + i]! * size + i]!;
  }
  return out;
}
