import { chiSquared } from "@ebm/core";
import { exactPartition } from "@ebm/joint-partition";
import * as tf from "@tensorflow/tfjs-core";
import type { Config } from "../config/config.js";
import type { Experiment } from "../experiments/experiment.js";

// a sum takes a pass over the members, and to solve for τ some fifty
const MOST_MEMBERS = { logistic: 2 ** 20, sparsemax: 2 ** 16 };

export interface ExactOptions {
  readonly experiment: Experiment;
  readonly loss: Config["loss"];
  /** Spaces of at most so many members are summed over. */
  readonly mostMembers?: number;
}

/**
 * What τ(x) should be, with the prior inside: log E_q exp(−E(x, ·)) of a logistic loss, by its
 * closed form or by a sum over Y; of a sparsemax loss, the τ at which its own probabilities sum
 * to 1. Undefined where there is no closed form and too many to sum over.
 *
 * @param scores Shape [rows, scores].
 */
export function exactLogPartitions(
  scores: Float32Array,
  { experiment, loss, mostMembers = MOST_MEMBERS[loss] }: ExactOptions,
): Float64Array | undefined {
  const { structure, scores: width, isExact, logPartition, energies } = experiment;
  const rows = scores.length / width;
  if (loss === "logistic" && isExact) {
    const sums = tf.tidy(() => logPartition(tf.tensor2d(scores, [rows, width])).dataSync());
    return Float64Array.from(sums, (logSum) => logSum - structure.logSize);
  }
  if (structure.logSize > Math.log(mostMembers)) return undefined;
  const options = loss === "sparsemax" ? { divergence: chiSquared() } : {};
  return Float64Array.from({ length: rows }, (_, row) => {
    const of = scores.subarray(row * width, (row + 1) * width);
    return exactPartition(energies(of), options).logPartition;
  });
}
