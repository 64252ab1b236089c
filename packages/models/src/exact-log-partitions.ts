import { exactPartition } from "@ebm/joint-partition";
import * as tf from "@tensorflow/tfjs-core";
import type { JointLoss } from "./joint-losses.js";
import type { StructuredModel } from "./structured-model.js";

export interface ExactLogPartitionOptions {
  readonly model: StructuredModel;
  /** The loss that the model was trained with. */
  readonly loss: JointLoss;
  /** The largest number of members to sum over. Default: `loss.mostMembers`. */
  readonly mostMembers?: number;
}

/**
 * Computes the exact log-partition of each row, with the uniform prior inside, which τ(x) learns:
 * for a logistic loss log E_q exp(−E(x, ·)), by a closed form or by a sum over Y; for a sparsemax
 * loss the τ at which the probabilities sum to 1. Returns undefined if there is no closed form and
 * Y has too many members to sum over.
 *
 * @param scores Shape [rows, scores].
 */
export function exactLogPartitions(
  scores: Float32Array,
  { model, loss, mostMembers = loss.mostMembers }: ExactLogPartitionOptions,
): Float64Array | undefined {
  const { structure, scores: width, energies } = model;
  const rows = scores.length / width;
  if (loss.isExponential && model.isExact) {
    const sums = tf.tidy(() => model.logPartition(tf.tensor2d(scores, [rows, width])).dataSync());
    return Float64Array.from(sums, (logSum) => logSum - structure.logSize);
  }
  if (structure.logSize > Math.log(mostMembers)) return undefined;
  const { divergence } = loss;
  return Float64Array.from({ length: rows }, (_, row) => {
    const own = scores.subarray(row * width, (row + 1) * width);
    return exactPartition(energies(own), { divergence }).logPartition;
  });
}
