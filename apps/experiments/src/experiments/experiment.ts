import type { Predictions } from "@ebm/metrics";
import type { Structure } from "@ebm/structures";
import type * as tf from "@tensorflow/tfjs-core";
import type { Config } from "../config/config.js";

/** What tells one task, and one model of it, from another. */
export interface Experiment {
  readonly task: Config["task"];
  /** The set Y of what is predicted. */
  readonly structure: Structure;
  /** How many scores the network gives for an x. */
  readonly scores: number;
  /** E(x, y) of one y for each x, or of many, out of the scores of x. */
  energy(scores: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor1D;
  energy(scores: tf.Tensor2D, y: tf.Tensor3D): tf.Tensor2D;
  /** The likeliest y. [batch, scores] → [batch, dim]. */
  argmax(scores: tf.Tensor2D): tf.Tensor2D;
  /** Whether `logPartition` is within reach. If not, it throws. */
  readonly isExact: boolean;
  /** log Σ over y of exp(−E). [batch, scores] → [batch]. */
  logPartition(scores: tf.Tensor2D): tf.Tensor1D;
  /** E(x, y) of every y in float64, out of the scores of one x. */
  energies(scores: ArrayLike<number>): Float64Array;
  /** The member of Y for the targets of a row: its labels, or the ranks of its labels. */
  encode(targets: ArrayLike<number>): ArrayLike<number>;
  /** The inverse of `encode`. */
  decode(y: ArrayLike<number>): ArrayLike<number>;
  /** How good predicted targets are, × 100. */
  metrics(predictions: Predictions): Readonly<Record<string, number>>;
  /** The metric by which validation rows choose. */
  readonly score: string;
}
