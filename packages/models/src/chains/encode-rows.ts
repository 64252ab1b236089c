import type { Matrix } from "@ebm/datasets";
import { compile } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";
import type { MixedColumn } from "./mixed-column.js";
import { rowTensors } from "./row-tensors.js";

/** Rows of a table as networks learn from them; see `rowTensors`. */
export interface EncodedRows {
  /** Shape [rows, columns]. */
  readonly z: Matrix;
  /** Shape [rows, columns]. */
  readonly state: Matrix;
  /** Shape [rows, inputs]. */
  readonly inputs: Matrix;
  /** Shape [rows]. */
  readonly logVolume: Float32Array;
}

export async function encodeRows(
  columns: readonly MixedColumn[],
  rows: Matrix,
): Promise<EncodedRows> {
  const run = compile(({ x }: { x: tf.Tensor2D }) => ({ ...rowTensors(columns, x) }));
  try {
    const { z, state, inputs, logVolume } = await run({ x: rows });
    const matrix = (data: Float32Array): Matrix => ({
      data,
      shape: [rows.shape[0], data.length / rows.shape[0]],
    });
    return {
      z: matrix(z.data),
      state: matrix(state.data),
      inputs: matrix(inputs.data),
      logVolume: logVolume.data,
    };
  } finally {
    await run.dispose();
  }
}
