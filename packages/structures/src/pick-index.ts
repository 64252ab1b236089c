import * as tf from "@tensorflow/tfjs-core";
import { logSumExp } from "./log-sum-exp.js";

/** A draw of an index i with p(i) ∝ exp wᵢ. Uniforms [draws, 1] → [draws, 1]. */
export function pickIndex(logWeights: readonly number[], uniforms: tf.Tensor2D): tf.Tensor2D {
  const total = logSumExp(logWeights);
  const upTo = logWeights.map((_, i) => Math.exp(logSumExp(logWeights.slice(0, i + 1)) - total));
  // the last is reached by no uniform, whatever it is rounded to
  upTo[upTo.length - 1] = 1;
  const isPast = tf.sub(1, tf.step(tf.sub(tf.tensor1d(upTo), uniforms)));
  return tf.sum(isPast, 1, true);
}
