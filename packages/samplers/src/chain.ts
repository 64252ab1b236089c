import type { Tree } from "@ebm/core";
import type * as tf from "@tensorflow/tfjs-core";

/** Where chains are, and what of it is worth keeping for their next step. */
export type ChainState<X extends tf.Tensor = tf.Tensor2D> = { readonly x: X };

/**
 * A Markov chain, its noise an input. With `scan` of `@ebm/core` many steps are a loop, and one
 * ONNX Scan where that is traced; the noise of all of them has the step as its first axis:
 *
 *   const { x } = scan(chain.step, chain.start(x0), noise);
 *
 * States are constants to every gradient: draw outside of the function that is differentiated, in
 * which loops are unrolled for nothing.
 */
export interface Chain<S extends ChainState<tf.Tensor> & Tree, N extends Tree> {
  /** The state of chains at x. */
  start(x: S["x"]): S;
  /** The state after one step. Of one noise, a step makes one thing of a state. */
  step(state: S, noise: N): S;
}
