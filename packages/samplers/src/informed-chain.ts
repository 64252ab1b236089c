import { checkShapes, logSoftmax } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { type Acceptance, accept } from "./accept.js";
import type { Chain } from "./chain.js";
import type { Energy } from "./energy.js";
import { energyAndGradient, type Slope } from "./energy-and-gradient.js";
import { pickOne } from "./pick-one.js";
import { stopped } from "./stopped.js";

export type InformedState<X extends tf.Tensor = tf.Tensor2D> = Slope<X> &
  Acceptance & { readonly x: X };

/** The moves between neighbors in a discrete space. */
interface Moves<X extends tf.Tensor> {
  /** Returns the first-order decrease in energy of each move. Shape [chains, moves]. */
  gains(x: X, grad: X): tf.Tensor2D;
  /** Applies the move that a one-hot row selects, and returns the one-hot row of the reverse move. */
  make(x: X, move: tf.Tensor2D): { readonly x: X; readonly back: tf.Tensor2D };
}

/** Proposes moves with probability softmax(gain / 2), and accepts them by Metropolis–Hastings. */
export function informedChain<X extends tf.Tensor>(
  where: string,
  energy: Energy<X>,
  { gains, make }: Moves<X>,
): Chain<InformedState<X>, tf.Tensor> {
  const logits = (x: X, grad: X): tf.Tensor2D => tf.mul(gains(x, grad), 0.5);
  return stopped({
    start: (x: X) => ({
      x,
      ...energyAndGradient(where, energy, x),
      accepted: tf.zeros([x.shape[0]]),
    }),

    step(state, uniforms) {
      checkShapes(where, { uniforms: [uniforms, `${state.x.shape[0]} 2`] });
      const [choice, coin] = tf.unstack(uniforms, 1) as [tf.Tensor1D, tf.Tensor1D];
      const ahead = logits(state.x, state.grad);
      const move = pickOne(ahead, choice);
      const { x, back } = make(state.x, move);
      const proposed = { x, ...energyAndGradient(where, energy, x) };

      const logProb = (scores: tf.Tensor2D, one: tf.Tensor2D): tf.Tensor1D =>
        tf.sum(tf.mul(logSoftmax(scores, 1), one), 1);
      const lift = tf.sub(logProb(logits(x, proposed.grad), back), logProb(ahead, move));
      const logRatio: tf.Tensor1D = tf.add(tf.sub(state.energy, proposed.energy), lift);
      return accept({ state, proposed, logRatio, uniforms: coin });
    },
  });
}
