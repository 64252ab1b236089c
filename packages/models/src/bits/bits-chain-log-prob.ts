import * as tf from "@tensorflow/tfjs-core";
import type { BitColumns } from "./bit-columns.js";
import { columnLogPartitions } from "./column-log-partitions.js";

/** The parameters of a chain as tensors: see `BitsChainParams`. */
export type BitsChainTensors = {
  readonly bias: tf.Tensor1D;
  readonly weights: tf.Tensor2D;
  readonly hidden?: {
    readonly bias: tf.Tensor1D;
    readonly inputs: tf.Tensor2D;
    readonly outputs: tf.Tensor2D;
  };
};

/** Returns log p of indicators in the order of the chain. Shape [batch, width] → [batch]. */
export function bitsChainLogProb(
  { bias, weights, hidden }: BitsChainTensors,
  y: tf.Tensor2D,
  columns: BitColumns,
): tf.Tensor1D {
  const linear = tf.add<tf.Tensor2D>(tf.matMul(y, weights), bias);
  const logits = hidden
    ? tf.add<tf.Tensor2D>(
        linear,
        tf.matMul(tf.relu(tf.add(tf.matMul(y, hidden.inputs), hidden.bias)), hidden.outputs),
      )
    : linear;
  const partitions = columnLogPartitions(logits, columns);
  return tf.sub(tf.sum(tf.mul(y, logits), 1), tf.sum(partitions, 1));
}
