import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Chain, ChainState } from "./chain.js";
import { checkStepSize } from "./check-step-size.js";
import type { Energy } from "./energy.js";
import { energyAndGradient } from "./energy-and-gradient.js";
import { stopped } from "./stopped.js";

export interface StepSizeOptions {
  /** The step size ε: a number, or a tensor that broadcasts to [chains, dim]. */
  readonly stepSize: number | tf.Tensor;
}

/**
 * The unadjusted Langevin algorithm,
 *
 *   x′ = x − ε·∇E(x) + √(2ε)·z,   z standard normal.
 *
 * It rejects nothing, so p ∝ exp(−E) is invariant only as ε → 0. On a Gaussian of variance s² the
 * chain has variance s²/(1 − ε/2s²). `mala` is exact. Noise: z. Shape [chains, dim].
 */
export function langevin(
  energy: Energy,
  { stepSize }: StepSizeOptions,
): Chain<ChainState, tf.Tensor> {
  checkStepSize("langevin", stepSize);
  return stopped({
    start: (x: tf.Tensor2D) => ({ x }),
    step({ x }, normals) {
      checkShapes("langevin", { x: [x, "chains dim"], normals: [normals, "chains dim"] });
      const { grad } = energyAndGradient("langevin", energy, x);
      const drift = tf.sub(x, tf.mul(grad, stepSize));
      return { x: tf.add(drift, tf.mul(normals, tf.sqrt(tf.mul(stepSize, 2)))) };
    },
  });
}
