import { type Key, split, uniform } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { checkSizes } from "./init-mlp.js";
import type { MlpEnergyParams } from "./mlp-energy.js";

export interface InitMlpEnergyInputs {
  /** The key of the random weights and biases. */
  readonly key: Key;
  /** The widths of the input, and of each hidden layer. */
  readonly sizes: readonly number[];
}

/** Makes parameters for `mlpEnergy`: weights and biases uniform within ±1/√inputs, and β = 1. */
export function initMlpEnergy({ key, sizes }: InitMlpEnergyInputs): MlpEnergyParams {
  checkSizes("initMlpEnergy", sizes);
  const layers = split(key, sizes.length).map((layerKey, layer) => {
    const [fanIn, fanOut] = [sizes[layer]!, sizes[layer + 1] ?? 1];
    const values = uniform(layerKey, (fanIn + 1) * fanOut).map(
      (u) => (2 * u - 1) / Math.sqrt(fanIn),
    );
    return {
      weight: tf.tensor2d(values.subarray(fanOut), [fanIn, fanOut]),
      bias: tf.tensor1d(values.subarray(0, fanOut)),
    };
  });
  return { layers, beta: tf.scalar(1) };
}
