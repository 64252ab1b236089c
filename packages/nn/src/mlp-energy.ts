import { checkShapes, type NeighborEnergy } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { changedProduct } from "./changed-product.js";
import type { MlpParams } from "./mlp.js";

export type MlpEnergyParams = {
  /** The layers. The last one has one output. */
  readonly layers: MlpParams;
  /** The parameter β of the activation, which all hidden layers share. Shape []. */
  readonly beta: tf.Scalar;
};

/**
 * An energy E(x): an MLP with one output and activation z·σ(βz). `initMlpEnergy` makes its parameters.
 *
 * A changed x needs no product with the first layer. A few rows of its weight are added instead.
 */
export function mlpEnergy({ layers, beta }: MlpEnergyParams): NeighborEnergy {
  const [first, ...rest] = layers;
  const { inputs } = checkShapes("mlpEnergy", {
    weight: [first!.weight, "inputs units"],
    beta: [beta, ""],
  });

  const enter = (x: tf.Tensor2D): tf.Tensor2D => {
    checkShapes("mlpEnergy", { x: [x, `batch ${inputs}`] });
    return tf.add(tf.matMul(x, first!.weight), first!.bias);
  };
  /** Applies the layers after the first. [rows, units] → [rows]. */
  const finish = (entered: tf.Tensor2D): tf.Tensor1D => {
    const out = rest.reduce((h: tf.Tensor2D, { weight, bias }) => {
      const active = tf.mul<tf.Tensor2D>(h, tf.sigmoid(tf.mul(beta, h)));
      return tf.add(tf.matMul(active, weight), bias);
    }, entered);
    return tf.squeeze(out, [1]);
  };

  return {
    energy: (x) => finish(enter(x)),
    logRatios(x, changes) {
      const entered = enter(x);
      const changed = tf.add(tf.expandDims(entered, 1), changedProduct(first!.weight, changes));
      const [batch, samples, units] = changed.shape as [number, number, number];
      const energies = finish(tf.reshape(changed, [batch * samples, units]));
      return tf.sub(tf.expandDims(finish(entered), 1), tf.reshape(energies, [batch, samples]));
    },
  };
}
