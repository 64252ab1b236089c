import * as tf from "@tensorflow/tfjs-core";
import { inputTensor } from "../members/input-tensor.js";
import { type MixedColumn, statesOf } from "./mixed-column.js";

export interface ColumnTensors {
  /** The number after scaling; 0 where there is none. Shape [rows]. */
  readonly z: tf.Tensor1D;
  /** The state from 0, or −1 for a number. Shape [rows]. */
  readonly state: tf.Tensor1D;
  /** The inputs of networks. Shape [rows, width]. */
  readonly inputs: tf.Tensor2D;
}

/**
 * Reads a column of a table: numbers, codes of categories and NaN.
 *
 * @param values Shape [rows].
 */
export function columnTensors(column: MixedColumn, values: tf.Tensor1D): ColumnTensors {
  const isMissing = tf.isNaN(values);
  const states = statesOf(column);
  if (column.kind === "category") {
    const state: tf.Tensor1D = tf.where(isMissing, column.levels, values);
    return { z: tf.zerosLike(state), state, inputs: oneHot(state, states) };
  }
  const { center, scale, inputs } = column;
  const known: tf.Tensor1D = tf.where(isMissing, center, values);
  const state: tf.Tensor1D = tf.sub(tf.cast(isMissing, "float32"), 1);
  const seen = inputTensor(tf.expandDims(known, 1), inputs);
  return {
    z: tf.div(tf.sub(known, center), scale),
    state,
    inputs: states > 0 ? tf.concat([seen, oneHot(state, states)], 1) : seen,
  };
}

function oneHot(state: tf.Tensor1D, states: number): tf.Tensor2D {
  return tf.cast(tf.equal(tf.expandDims(state, 1), tf.range(0, states)), "float32");
}
