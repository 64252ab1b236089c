import { checkShapes, type NeighborEnergy } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { spinEnergy } from "./spin-energy.js";

export type IsingParams = {
  /** The couplings J. Only ½(J + Jᵀ) off the diagonal is used. Shape [dim, dim]. */
  readonly couplings: tf.Tensor2D;
  /** The biases b. Shape [dim]. */
  readonly biases: tf.Tensor1D;
};

/**
 * The Ising model on bits x ∈ {0, 1}ᵈ, with spins s = 2x − 1. Each pair counts twice:
 *
 *   E(x) = −⟨s, J s⟩ − ⟨b, s⟩ = −Σ over i < j of 2Jᵢⱼsᵢsⱼ − Σᵢ bᵢsᵢ.
 *
 * The log-ratios of all flips cost one matrix product.
 */
export function isingEnergy({ couplings, biases }: IsingParams): NeighborEnergy {
  const { dim } = checkShapes("isingEnergy", {
    couplings: [couplings, "dim dim"],
    biases: [biases, "dim"],
  });
  const offDiagonal = tf.mul<tf.Tensor2D>(
    tf.add(couplings, tf.transpose(couplings)),
    tf.sub(1, tf.eye(dim)),
  );
  return spinEnergy({
    name: "isingEnergy",
    biases,
    fields(spins) {
      checkShapes("isingEnergy", { x: [spins, `batch ${dim}`] });
      return tf.add(tf.matMul(spins, offDiagonal), biases);
    },
  });
}
