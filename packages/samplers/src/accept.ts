import { leaves, type Tree, withLeaves } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** The state of chains whose moves may be rejected. */
export type Acceptance = {
  /** The sum over steps of the acceptance probability. Shape [chains]. */
  readonly accepted: tf.Tensor1D;
};

/**
 * Applies the Metropolis–Hastings rule to each chain: accepts the proposal with probability
 * min(1, exp r), otherwise keeps the current state. If r is NaN, as after a step that diverged, the
 * chain stays.
 *
 * @param logRatio r = log p(x′) q(x|x′) − log p(x) q(x′|x). Shape [chains].
 */
export function accept<S extends { readonly [key: string]: Tree }>(inputs: {
  readonly state: S & Acceptance;
  readonly proposed: S;
  readonly logRatio: tf.Tensor1D;
  /** On [0, 1). Shape [chains]. */
  readonly uniforms: tf.Tensor;
}): S & Acceptance {
  const { proposed, logRatio, uniforms } = inputs;
  const { accepted, ...state } = inputs.state;
  const probability: tf.Tensor1D = tf.where(
    tf.isNaN(logRatio),
    tf.zerosLike(logRatio),
    tf.exp(tf.minimum(logRatio, 0)),
  );
  const moves = tf.less(uniforms, probability);
  const next = leaves(proposed);
  const chosen = leaves(state).map((now, i) => {
    const mask = tf.reshape(moves, [-1, ...now.shape.slice(1).fill(1)]);
    return tf.where(mask, next[i]!, now);
  });
  return { ...withLeaves(state, chosen), accepted: tf.add(accepted, probability) } as S &
    Acceptance;
}
