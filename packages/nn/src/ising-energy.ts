import { checkShapes, type NeighborEnergy } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { spinEnergy } from "./spin-energy.js";

export type IsingParams = {
  /** J: of it counts ½(J + Jᵀ) off the diagonal. Shape [dim, dim]. */
  readonly couplings: tf.Tensor2D;
  /** b. Shape [dim]. */
  readonly biases: tf.Tensor1D;
};

/**
 * The Ising model on bits x ∈ {0, 1}ᵈ, whose spins are s = 2x − 1. Each pair counts twice:
 *
 *   E(x) = −⟨s, J s⟩ − ⟨b, s⟩ = −Σ over i < j of 2Jᵢⱼsᵢsⱼ − Σᵢ bᵢsᵢ.
 *
 * All flips together cost one matrix product.
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
