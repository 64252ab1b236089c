import * as tf from "@tensorflow/tfjs-core";
import { indicators } from "../selection.js";

/**
 * Returns the best labeling of a chain, the states a₀, a₁, … with the largest
 * Σₜ unaryₜ[aₜ] + Σₜ transitionₜ[aₜ, aₜ₊₁], as a one-hot vector for each place.
 * [batch, states] each, and [batch, states, states] each → [batch, states] each.
 */
export function viterbi(
  unaries: readonly tf.Tensor2D[],
  transitions: readonly tf.Tensor3D[],
): tf.Tensor2D[] {
  const states = unaries[0]!.shape[1];
  let best = unaries[0]!;
  // the best state before each, as [batch, state, state before]
  const before = transitions.map((transition, t) => {
    const sums = tf.add(tf.expandDims(best, 2), transition);
    best = tf.add(tf.max(sums, 1), unaries[t + 1]!);
    return indicators<tf.Tensor3D>(tf.argMax(sums, 1), states);
  });

  const path = [indicators<tf.Tensor2D>(tf.argMax(best, 1), states)];
  for (const choice of before.reverse()) {
    path.unshift(tf.sum(tf.mul(tf.expandDims(path[0]!, 2), choice), 1));
  }
  return path;
}
