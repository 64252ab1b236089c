import { checkShapes, scan } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Chain } from "./chain.js";
import type { Energy } from "./energy.js";
import { evaluate } from "./evaluate.js";
import { stopped } from "./stopped.js";

export type GibbsState = {
  /** Bits, as 0 and 1. Shape [chains, dim]. */
  readonly x: tf.Tensor2D;
  /** E(x). Shape [chains]. */
  readonly energy: tf.Tensor1D;
};

/**
 * Gibbs sampling on {0, 1}ᵈⁱᵐ, for any energy. A step is a sweep that samples each bit in turn from
 * its distribution given the others,
 *
 *   p(xᵢ = 1 | rest) = σ( E(x with xᵢ = 0) − E(x with xᵢ = 1) ).
 *
 * The energy is evaluated once per bit. Noise: one uniform number per bit. Shape [chains, dim].
 */
export function gibbs(energy: Energy): Chain<GibbsState, tf.Tensor> {
  const evaluated = (x: tf.Tensor2D): tf.Tensor1D => evaluate("gibbs", energy, x);

  const update = (state: GibbsState, { bit, uniforms }: Turn): GibbsState => {
    const { x } = state;
    const sign = tf.sub(1, tf.mul(x, 2));
    const flipped: tf.Tensor2D = tf.add(x, tf.mul(bit, sign));
    const other = evaluated(flipped);
    // one minus zero, or zero minus one: the sign says which of the two is x
    const logit = tf.mul(tf.sum(tf.mul(bit, sign), 1), tf.sub(state.energy, other));
    const one = tf.cast(tf.less(uniforms, tf.sigmoid(logit)), "float32");
    const moves = tf.notEqual(one, tf.sum(tf.mul(bit, x), 1));
    return {
      x: tf.where(tf.expandDims(moves, 1), flipped, x),
      energy: tf.where(moves, other, state.energy),
    };
  };

  return stopped({
    start: (x: tf.Tensor2D) => ({ x, energy: evaluated(x) }),
    step(state, uniforms) {
      const { dim } = checkShapes("gibbs", {
        x: [state.x, "chains dim"],
        uniforms: [uniforms, "chains dim"],
      });
      return scan(update, state, { bit: tf.eye(dim), uniforms: tf.transpose(uniforms) });
    },
  });
}

type Turn = {
  /** The current bit, one-hot. Shape [dim]. */
  readonly bit: tf.Tensor;
  /** One uniform number per chain. Shape [chains]. */
  readonly uniforms: tf.Tensor;
};
