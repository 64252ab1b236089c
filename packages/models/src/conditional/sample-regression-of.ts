import * as tf from "@tensorflow/tfjs-core";
import { chooseSamples } from "../chains/choose-samples.js";
import { sampleChain } from "../chains/sample-chain.js";
import { contextTensors } from "./context-tensors.js";
import type { RegressionParams } from "./regression-params.js";

/**
 * Returns exact samples of the targets given features, as a function of tensors that compiles and
 * exports. The first uniform of a row picks a chain, the second a member, the others the targets.
 *
 * x has shape [rows, features], `uniforms` on [0, 1) [rows, 2 + 3 · targets]; samples have
 * shape [rows, targets].
 */
export function sampleRegressionOf(
  params: RegressionParams,
): (inputs: { readonly x: tf.Tensor2D; readonly uniforms: tf.Tensor2D }) => tf.Tensor2D {
  const { columns, chains, weights } = params;
  const members = chains[0]!.params["weights.0"]!.shape[0]!;
  return ({ x, uniforms }) => {
    const [rows, width] = uniforms.shape;
    const context = contextTensors(params, x);
    const repeated = {
      inputs: tf.tile(context.inputs, [members, 1]),
      offsets: tf.tile(context.offsets, [members, 1]),
    };
    const own = tf.reshape(tf.slice(uniforms, [0, 2], [rows, width - 2]), [1, rows, width - 2]);
    const noise = tf.tile(own, [members, 1, 1]) as tf.Tensor3D;
    const samples = chains.map((chain) => sampleChain(chain, columns, noise, repeated));
    return chooseSamples({ samples, weights, uniforms });
  };
}
