import { mapTree, stopGradient, type Tree } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Chain, ChainState } from "./chain.js";

/** Returns the same chain with states through which no gradient flows. */
export function stopped<S extends ChainState<tf.Tensor> & Tree, N extends Tree>({
  start,
  step,
}: Chain<S, N>): Chain<S, N> {
  return {
    start: (x) => constant(() => start(x)),
    step: (state, noise) => constant(() => step(state, noise)),
  };
}

function constant<S extends Tree>(make: () => S): S {
  const run = () => mapTree(make(), stopGradient) as tf.TensorContainer;
  return tf.tidy(run) as S;
}
