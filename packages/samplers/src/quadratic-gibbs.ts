import { checkShapes, scan } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Chain, ChainState } from "./chain.js";
import { stopped } from "./stopped.js";

export interface QuadraticEnergy {
  /** U, symmetric. Its diagonal is ignored. Shape [dim, dim]. */
  readonly couplings: tf.Tensor2D;
  /** u. Shape [dim]. */
  readonly biases: tf.Tensor1D;
}

/**
 * Gibbs sampling on {0, 1}ᵈⁱᵐ for the quadratic energy E(x) = −⟨u, x⟩ − ½⟨x, U x⟩ (Ising, Boltzmann).
 * A step is a sweep with
 *
 *   p(xᵢ = 1 | rest) = σ( uᵢ + Σⱼ≠ᵢ Uᵢⱼxⱼ ).
 *
 * The chain equals that of `gibbs`, at a cost of dim products per bit. Noise: one uniform number per
 * bit. Shape [chains, dim].
 */
export function quadraticGibbs({
  couplings,
  biases,
}: QuadraticEnergy): Chain<ChainState, tf.Tensor> {
  const { dim } = checkShapes("quadraticGibbs", {
    biases: [biases, "dim"],
    couplings: [couplings, "dim dim"],
  });
  return stopped({
    start: (x: tf.Tensor2D) => ({ x }),
    step({ x }, uniforms) {
      checkShapes("quadraticGibbs", {
        x: [x, `chains ${dim}`],
        uniforms: [uniforms, `chains ${dim}`],
      });
      const bits: tf.Tensor2D = tf.eye(dim);
      const row = tf.mul(couplings, tf.sub(1, bits));
      return scan(
        update,
        { x },
        { bit: bits, row, bias: biases, uniforms: tf.transpose(uniforms) },
      );
    },
  });
}

type Turn = {
  /** The current bit, one-hot. Shape [dim]. */
  readonly bit: tf.Tensor;
  /** Its couplings. Shape [dim]. */
  readonly row: tf.Tensor;
  /** Its bias. A scalar. */
  readonly bias: tf.Tensor;
  /** One uniform number per chain. Shape [chains]. */
  readonly uniforms: tf.Tensor;
};

function update({ x }: ChainState, { bit, row, bias, uniforms }: Turn): ChainState {
  const logit = tf.add(tf.matMul(x, tf.expandDims(row, 1) as tf.Tensor2D), bias);
  const one = tf.cast(tf.less(tf.expandDims(uniforms, 1), tf.sigmoid(logit)), "float32");
  return { x: tf.add(tf.mul(x, tf.sub(1, bit)), tf.mul(one, bit)) };
}
