import { logMeanExp } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { bernoulliLoss } from "../members/bernoulli-loss.js";
import type { LabelChain } from "./label-chain.js";

export interface ChainLogProbInputs {
  /** L(x). Shape [batch, labels]. */
  readonly logits: tf.Tensor2D;
  /** 0 or 1, or a negative number where a label is unknown. Shape [batch, labels]. */
  readonly y: tf.Tensor2D;
}

/**
 * log p(y|x) of the mean of the distributions of chains. Exact if all labels are known. An
 * unknown label does not count, and chains take it to be as likely as x says.
 *
 * @returns Shape [batch].
 */
export function chainLogProb(
  chains: readonly LabelChain[],
  { logits, y }: ChainLogProbInputs,
): tf.Tensor1D {
  const expected = tf.sigmoid(logits);
  const surprise = tf.where(tf.greaterEqual(y, 0), tf.sub(y, expected), tf.zerosLike(y));
  const each = chains.map(({ scale, bias, couplings }) => {
    const coupled = tf.matMul(
      surprise as tf.Tensor2D,
      tf.tensor2d(couplings.data, [...couplings.shape]),
    );
    const scaled = tf.add(tf.mul(logits, tf.tensor1d(scale)), tf.tensor1d(bias));
    return tf.neg(bernoulliLoss(tf.add(scaled, coupled) as tf.Tensor2D, y));
  });
  return each.length === 1 ? each[0]! : logMeanExp(tf.stack(each, 1), 1);
}
