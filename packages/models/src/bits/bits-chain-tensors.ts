import * as tf from "@tensorflow/tfjs-core";
import type { BitsChainTensors } from "./bits-chain-log-prob.js";
import type { BitsChainParams } from "./bits-chain-params.js";

/** The parameters of a chain as tensors. */
export function bitsChainTensors({ bias, weights, hidden }: BitsChainParams): BitsChainTensors {
  const vector = (values: Float64Array): tf.Tensor1D => tf.tensor1d(Float32Array.from(values));
  const matrix = (values: Float64Array, rows: number): tf.Tensor2D =>
    tf.tensor2d(Float32Array.from(values), [rows, values.length / rows]);
  const width = bias.length;
  return {
    bias: vector(bias),
    weights: matrix(weights, width),
    ...(hidden && {
      hidden: {
        bias: vector(hidden.bias),
        inputs: matrix(hidden.inputs, width),
        outputs: matrix(hidden.outputs, hidden.bias.length),
      },
    }),
  };
}
