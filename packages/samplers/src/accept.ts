import { leaves, type Tree, withLeaves } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** The state of chains whose moves may be refused. */
export type Acceptance = {
  /** Σ over steps of the probability to accept: over their number, the rate. Shape [chains]. */
  readonly accepted: tf.Tensor1D;
};

/**
 * The choice of Metropolis and Hastings, chain by chain: what is proposed with probability
 * min(1, exp r), else what is. Where r is NaN, as after a step that diverged, the chain stays.
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
