import * as tf from "@tensorflow/tfjs-core";
import { columnTensors } from "./column-tensors.js";
import type { MixedColumn } from "./mixed-column.js";

export interface RowTensors {
  /** Shape [rows, columns]. */
  readonly z: tf.Tensor2D;
  /** Shape [rows, columns]. */
  readonly state: tf.Tensor2D;
  /** Shape [rows, inputs]. */
  readonly inputs: tf.Tensor2D;
  /** Σⱼ log scaleⱼ of the numbers of each row, which log-densities after scaling exceed. Shape [rows]. */
  readonly logVolume: tf.Tensor1D;
}

/**
 * Reads rows of a table: numbers, codes of categories and NaN.
 *
 * @param rows Shape [rows, columns].
 */
export function rowTensors(columns: readonly MixedColumn[], rows: tf.Tensor2D): RowTensors {
  const count = rows.shape[0];
  const read = columns.map((column, j) =>
    columnTensors(column, tf.reshape(tf.slice(rows, [0, j], [count, 1]), [count])),
  );
  const state: tf.Tensor2D = tf.stack(
    read.map(({ state }) => state),
    1,
  ) as tf.Tensor2D;
  const logScales = columns.map((column) =>
    column.kind === "number" ? Math.log(column.scale) : 0,
  );
  return {
    z: tf.stack(
      read.map(({ z }) => z),
      1,
    ) as tf.Tensor2D,
    state,
    inputs: tf.concat(
      read.map(({ inputs }) => inputs),
      1,
    ),
    logVolume: tf.sum(tf.mul(tf.cast(tf.less(state, 0), "float32"), tf.tensor1d(logScales)), 1),
  };
}
