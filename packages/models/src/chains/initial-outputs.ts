import type { Matrix } from "@ebm/datasets";
import type { Slots } from "./slots.js";

/** The width of the first components: together they cover the values. */
const WIDTH = 0.66;

/**
 * The first outputs of each column: frequencies of states, and components at quantiles.
 *
 * @param z Numbers after scaling, less their offsets. Shape [rows, columns].
 * @param state Shape [rows, columns].
 * @returns Shape [columns, outputs].
 */
export function initialOutputs(z: Matrix, state: Matrix, slots: Slots): Float32Array {
  const [rows, columns] = z.shape;
  const { components, outputs } = slots;
  const out = new Float32Array(columns * outputs);
  for (let j = 0; j < columns; j++) {
    const own = out.subarray(j * outputs, (j + 1) * outputs);
    const counts = new Float64Array(slots.slots - components).fill(0.5);
    const values: number[] = [];
    for (let row = 0; row < rows; row++) {
      const place = row * columns + j;
      if (state.data[place]! < 0) values.push(z.data[place]!);
      else counts[state.data[place]!]!++;
    }
    const share = Math.max(1, values.length) / Math.max(1, components);
    for (const [i, count] of counts.entries()) own[components + i] = Math.log(count / share);
    if (values.length === 0) continue;
    const sorted = Float32Array.from(values).sort();
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const spread = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const logScale = Math.log((WIDTH * Math.max(1e-2, Math.sqrt(spread))) / Math.sqrt(components));
    for (let k = 0; k < components; k++) {
      const place = Math.floor(((k + 0.5) / components) * sorted.length);
      own[slots.slots + k] = sorted[place]!;
      own[slots.slots + components + k] = logScale;
    }
  }
  return out;
}
