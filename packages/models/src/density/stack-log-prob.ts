import * as tf from "@tensorflow/tfjs-core";
import { rowTensors } from "../chains/row-tensors.js";
import type { DensityStack } from "./density-stack.js";
import { partLogProb } from "./part-log-prob.js";

/**
 * Log-density of rows under each member of a stack, in nats and the units of the columns.
 *
 * @param x Numbers, codes of categories and NaN. Shape [rows, columns].
 * @returns Shape [members, rows].
 */
export function stackLogProb(
  { columns, parts, weights }: DensityStack,
  x: tf.Tensor2D,
): tf.Tensor2D {
  const rows = rowTensors(columns, x);
  const logProbs = parts.map((part, b) =>
    tf.add(partLogProb(part, columns, rows), Math.log(weights[b]!)),
  );
  return tf.sub(tf.logSumExp(tf.stack(logProbs, 2), 2), rows.logVolume);
}
