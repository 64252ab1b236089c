import { registerGradients } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Energy } from "./energy.js";
import { evaluate } from "./evaluate.js";

/** The energy and gradient at the position of a chain. */
export type Slope<X extends tf.Tensor = tf.Tensor2D> = {
  /** E(x). Shape [chains]. */
  readonly energy: tf.Tensor1D;
  /** ∇E(x), zeros if E does not depend on x. The shape of x. */
  readonly grad: X;
};

/** Computes the energy of each chain and its gradient in one evaluation. */
export function energyAndGradient<X extends tf.Tensor>(
  where: string,
  energy: Energy<X>,
  x: X,
): Slope<X> {
  registerGradients();
  const run = (): Slope<X> => {
    // the energy of a chain depends only on its x, so the sum has the gradients of all chains
    const argument = tf.clone(x);
    const f = (): tf.Tensor1D => evaluate(where, energy, argument);
    const ones = tf.ones([x.shape[0]]);
    const { value, grads } = tf.engine().gradients(f, [argument], ones, true);
    return { energy: value as tf.Tensor1D, grad: (grads[0] ?? tf.zerosLike(x)) as X };
  };
  return tf.tidy(run as () => tf.TensorContainer) as Slope<X>;
}
