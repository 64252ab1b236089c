import type { Tree } from "@ebm/core";
import type * as tf from "@tensorflow/tfjs-core";

/** The position of chains, and values that their next step reuses. */
export type ChainState<X extends tf.Tensor = tf.Tensor2D> = { readonly x: X };

/**
 * A Markov chain with noise as an input. `scan` of `@ebm/core` runs many steps in a loop, which
 * traces as one ONNX Scan. The first axis of its noise is the step:
 *
 *   const { x } = scan(chain.step, chain.start(x0), noise);
 *
 * No gradient flows through states. Sample outside the function that you differentiate, because
 * loops inside it are unrolled.
 */
export interface Chain<S extends ChainState<tf.Tensor> & Tree, N extends Tree> {
  /** Returns the state of chains at x. */
  start(x: S["x"]): S;
  /** Returns the next state. Deterministic: the same state and noise always give the same result. */
  step(state: S, noise: N): S;
}
