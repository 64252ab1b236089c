import * as tf from "@tensorflow/tfjs-core";
import type { RatioObjective } from "./ratio-objectives.js";

export interface LogProposalInputs {
  /** D̃ for every neighbor. Shape [batch, neighbors]. */
  readonly linear: tf.Tensor2D;
  /** −1e30 where a number is not a neighbor, else 0. Shape [batch, neighbors]. */
  readonly logMask: tf.Tensor2D | undefined;
}

/**
 * Computes log n, up to a constant for each row. n mixes the distribution ∝ term(D̃), with weight
 * `guidance`, and the uniform one. If an objective subtracts a part, the sum of both parts replaces
 * the term.
 */
export function logProposal(
  { linear, logMask }: LogProposalInputs,
  { objective, guidance }: { readonly objective: RatioObjective; readonly guidance: number },
): tf.Tensor2D {
  const { logGain, logLoss } = objective;
  const gain = logGain(linear);
  const terms = logLoss ? tf.logSumExp<tf.Tensor2D>(tf.stack([gain, logLoss(linear)]), 0) : gain;
  const guide = masked(terms, logMask);
  if (guidance === 1) return guide;
  const mixed: tf.Tensor2D = tf.add(
    tf.mul(guidance, tf.softmax(guide)),
    (1 - guidance) / linear.shape[1],
  );
  return masked(tf.log(mixed), logMask);
}

function masked(logits: tf.Tensor2D, logMask: tf.Tensor2D | undefined): tf.Tensor2D {
  return logMask ? tf.add(logits, logMask) : logits;
}
