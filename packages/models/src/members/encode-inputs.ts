import type { Matrix } from "@ebm/datasets";
import type { Inputs } from "./fit-inputs.js";

/**
 * Encodes rows as inputs of a network: robustly scaled columns, then pieces of columns.
 *
 * @returns Shape [rows, features + pieces].
 */
export function encodeInputs({ data, shape: [rows, features] }: Matrix, inputs: Inputs): Matrix {
  const { center, spread, columns, lower, width, height } = inputs;
  const size = features + columns.length;
  const encoded = new Float32Array(rows * size);
  for (let row = 0; row < rows; row++) {
    const own = data.subarray(row * features, (row + 1) * features);
    const out = encoded.subarray(row * size, (row + 1) * size);
    for (let j = 0; j < features; j++) {
      const z = spread[j]! > 0 ? (own[j]! - center[j]!) / spread[j]! : 0;
      out[j] = z / Math.sqrt(1 + (z / 3) ** 2);
    }
    for (let i = 0; i < columns.length; i++) {
      const share = (own[columns[i]!]! - lower[i]!) / width[i]!;
      out[features + i] = height[i]! * (Math.min(1, Math.max(0, share)) - 0.5);
    }
  }
  return { data: encoded, shape: [rows, size] };
}
