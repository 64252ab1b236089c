import { key, normal, valueAndGrad } from "@ebm/core";
import { initMlp, type MlpParams, mlp } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import type { Problem } from "../problem.js";

type Batch = { readonly x: tf.Tensor2D; readonly noise: tf.Tensor2D };

const SIGMA = 0.3;

/**
 * Denoising score matching of an energy in the plane, which needs second-order gradients:
 *
 *   ½ meanᵢ ‖σ ∇E(xᵢ + σ εᵢ) − εᵢ‖².
 *
 * Reference: Vincent. A Connection Between Score Matching and Denoising Autoencoders. Neural
 * Computation 23, 2011.
 */
export function dsm({
  batch,
  hidden,
}: {
  batch: number;
  hidden: number;
}): Problem<MlpParams, Batch> {
  return {
    params: initMlp({ key: key(1), sizes: [2, hidden, hidden, 1], activation: "swish" }),
    batch: {
      x: { data: normal(key(2), batch * 2), shape: [batch, 2] },
      noise: { data: normal(key(3), batch * 2), shape: [batch, 2] },
    },
    constants: { sigma: SIGMA },
    loss(params, { x, noise }) {
      const energy = (z: tf.Tensor2D) => tf.sum(mlp(params, z, { activation: "swish" }));
      const { grad } = valueAndGrad(energy)(tf.add<tf.Tensor2D>(x, tf.mul(noise, SIGMA)));
      const residual = tf.sub(tf.mul(grad, SIGMA), noise);
      return tf.mul(tf.mean(tf.sum(tf.square(residual), 1)), 0.5);
    },
  };
}
