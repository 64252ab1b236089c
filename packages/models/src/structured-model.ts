import type { ConditionalProposal } from "@ebm/core";
import type { Predictions } from "@ebm/metrics";
import type { Structure } from "@ebm/structures";
import type * as tf from "@tensorflow/tfjs-core";

/** A model of y in a structure, given the scores that a network computes from x. */
export interface StructuredModel {
  readonly name: string;
  /** The set Y of possible predictions. */
  readonly structure: Structure;
  /** Number of scores that the network gives for each x. */
  readonly scores: number;
  /** Whether y is a vector of bits, one for each label. */
  readonly isBinary: boolean;
  /** E(x, y) of one y for each x, or of many. */
  energy(scores: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor1D;
  energy(scores: tf.Tensor2D, y: tf.Tensor3D): tf.Tensor2D;
  /**
   * The energy of a y of which only some entries are known: −log Σ exp(−E) over all y that have
   * them. Undefined if there is no closed form.
   */
  readonly observedEnergy:
    | ((
        scores: tf.Tensor2D,
        inputs: { readonly y: tf.Tensor2D; readonly known: tf.Tensor2D },
      ) => tf.Tensor1D)
    | undefined;
  /** E(x, y) of every y for one x, in float64. */
  energies(scores: ArrayLike<number>): Float64Array;
  /** The most likely y; may run on the host. [batch, scores] → [batch, dim]. */
  argmax(scores: tf.Tensor2D): tf.Tensor2D;
  /**
   * The same as a function of tensors alone, which an exported file can hold; it may search instead
   * of solving. Undefined if only a solver on the host finds the most likely y.
   */
  readonly tensorArgmax: ((scores: tf.Tensor2D) => tf.Tensor2D) | undefined;
  /** Whether `logPartition` has a closed form. */
  readonly isExact: boolean;
  /** log Σ over y of exp(−E). Throws unless `isExact`. [batch, scores] → [batch]. */
  logPartition(scores: tf.Tensor2D): tf.Tensor1D;
  /** Every y with one elementary change: a label flipped, or two neighbors in the order swapped. */
  neighbors(y: tf.Tensor2D): tf.Tensor3D;
  /** A distribution to sample y from, given one score for each label; see `members`. */
  proposal(scores: tf.Tensor2D): ConditionalProposal;
  /** The members of Y for samples of `proposal`. */
  members(samples: tf.Tensor3D): tf.Tensor3D;
  /** The factor by which unary scores resemble the model most as the scores of `proposal`. */
  readonly proposalScale: number;
  /** The member of Y for the targets of a row: its labels, or the rank of each label. */
  encode(targets: ArrayLike<number>): ArrayLike<number>;
  /** The inverse of `encode`. */
  decode(y: ArrayLike<number>): ArrayLike<number>;
  /** The quality of predicted targets, × 100. */
  metrics(predictions: Predictions): Readonly<Record<string, number>>;
  /** The metric that chooses on validation rows; larger is better. */
  readonly score: string;
  /** The mean cost of predicted targets, from 0 to 1. */
  risk(predictions: Predictions): number;
}
