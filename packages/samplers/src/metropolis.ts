import { checkShapes, type Tree } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { type Acceptance, accept } from "./accept.js";
import type { Chain } from "./chain.js";
import type { Energy } from "./energy.js";
import { evaluate } from "./evaluate.js";
import { stopped } from "./stopped.js";

export interface MetropolisInputs<X extends tf.Tensor, N extends Tree> {
  readonly energy: Energy<X>;
  /** Proposes x′ from x and noise. The shape of x. */
  propose(x: X, noise: N): X;
  /** Returns log q(x|x′) − log q(x′|x). Not needed for symmetric moves. Shape [chains]. */
  logRatio?(move: { readonly from: X; readonly to: X }): tf.Tensor1D;
}

export type MetropolisState<X extends tf.Tensor = tf.Tensor2D> = Acceptance & {
  readonly x: X;
  /** E(x). Shape [chains]. */
  readonly energy: tf.Tensor1D;
};

export type MetropolisNoise<N extends Tree> = {
  /** The noise of the proposal. */
  readonly move: N;
  /** On [0, 1). Shape [chains]. */
  readonly uniforms: tf.Tensor;
};

/**
 * The Metropolis–Hastings algorithm. It moves to a proposal x′ ~ q(·|x) with probability
 *
 *   min(1, exp(E(x) − E(x′))·q(x|x′)/q(x′|x)),
 *
 * which leaves p ∝ exp(−E) invariant for any space and proposal: a bit flip, a swap in a ranking, or
 * the `propose` of a structure.
 */
export function metropolis<X extends tf.Tensor, N extends Tree>({
  energy,
  propose,
  logRatio,
}: MetropolisInputs<X, N>): Chain<MetropolisState<X>, MetropolisNoise<N>> {
  const evaluated = (x: X): tf.Tensor1D => evaluate("metropolis", energy, x);
  return stopped({
    start: (x: X) => ({ x, energy: evaluated(x), accepted: tf.zeros([x.shape[0]]) }),

    step(state, { move, uniforms }: MetropolisNoise<N>) {
      const chains = `${state.x.shape[0]}`;
      checkShapes("metropolis", { uniforms: [uniforms, chains] });
      const x = propose(state.x, move);
      const proposed = { x, energy: evaluated(x) };
      const fall: tf.Tensor1D = tf.sub(state.energy, proposed.energy);
      if (!logRatio) return accept({ state, proposed, logRatio: fall, uniforms });
      const correction = logRatio({ from: state.x, to: x });
      checkShapes("metropolis", { logRatio: [correction, chains] });
      return accept({ state, proposed, logRatio: tf.add(fall, correction), uniforms });
    },
  });
}
