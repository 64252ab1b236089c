import { checkShapes, scan } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { type Acceptance, accept } from "./accept.js";
import type { Chain } from "./chain.js";
import { checkStepSize } from "./check-step-size.js";
import type { Energy } from "./energy.js";
import { energyAndGradient, type Slope } from "./energy-and-gradient.js";
import type { StepSizeOptions } from "./langevin.js";
import { stopped } from "./stopped.js";

export interface HmcOptions extends StepSizeOptions {
  /** Number of leapfrog steps for each step of the chain. Default: 10. */
  readonly leapfrogs?: number;
}

export type HmcState = Slope & Acceptance & { readonly x: tf.Tensor2D };

export type HmcNoise = {
  /** Standard normal momenta. Shape [chains, dim]. */
  readonly normals: tf.Tensor;
  /** On [0, 1). Shape [chains]. */
  readonly uniforms: tf.Tensor;
};

/**
 * Hamiltonian Monte Carlo. A step samples a momentum v and follows the dynamics by leapfrog steps of
 * size h,
 *
 *   v ← v − ½h·∇E(x),   x ← x + h·v,   v ← v − ½h·∇E(x),
 *
 * and accepts the end point with probability min(1, exp(−Δ)), where Δ is the change in E(x) + ½|v|².
 * This leaves p ∝ exp(−E) invariant. Each leapfrog step costs one gradient. A chain that diverges
 * stays where it is.
 *
 * Step sizes of shape [dim], one per coordinate, precondition the dynamics.
 *
 * Reference: Neal. MCMC using Hamiltonian Dynamics. 2011. https://arxiv.org/abs/1206.1901
 */
export function hmc(
  energy: Energy,
  { stepSize, leapfrogs = 10 }: HmcOptions,
): Chain<HmcState, HmcNoise> {
  checkCount("hmc", { leapfrogs });
  checkStepSize("hmc", stepSize);
  const slope = (x: tf.Tensor2D): Slope => energyAndGradient("hmc", energy, x);
  const kick = (v: tf.Tensor2D, grad: tf.Tensor2D): tf.Tensor2D =>
    tf.sub(v, tf.mul(grad, tf.mul(stepSize, 0.5)));

  const leap = ({ x, v, grad }: Flight): Flight => {
    const halfway = kick(v, grad);
    const there: tf.Tensor2D = tf.add(x, tf.mul(halfway, stepSize));
    const ahead = slope(there);
    return { x: there, v: kick(halfway, ahead.grad), ...ahead };
  };

  return stopped({
    start: (x: tf.Tensor2D) => ({ x, ...slope(x), accepted: tf.zeros([x.shape[0]]) }),

    step(state, { normals, uniforms }: HmcNoise) {
      checkShapes("hmc", {
        x: [state.x, "chains dim"],
        normals: [normals, "chains dim"],
        uniforms: [uniforms, "chains"],
      });
      const { accepted: _, ...here } = state;
      const momentum = normals as tf.Tensor2D;
      const { v, ...proposed } = scan(leap, { ...here, v: momentum }, tf.zeros([leapfrogs]));
      const total = ({ energy }: Slope, v: tf.Tensor2D): tf.Tensor1D =>
        tf.add(energy, tf.mul(tf.sum(tf.square(v), 1), 0.5));
      const logRatio: tf.Tensor1D = tf.sub(total(state, momentum), total(proposed, v));
      return accept({ state, proposed, logRatio, uniforms });
    },
  });
}

type Flight = Slope & { readonly x: tf.Tensor2D; readonly v: tf.Tensor2D };
