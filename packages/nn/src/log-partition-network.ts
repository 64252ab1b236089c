import * as tf from "@tensorflow/tfjs-core";
import { type MlpOptions, type MlpParams, mlp } from "./mlp.js";

/**
 * τ(x), a log-partition learned as a function of the input: an mlp with one output.
 *
 * Where the energy starts at zero, and τ too (`zeroLast`), τ starts exact under a normalised
 * prior.
 *
 * @param x Inputs. Shape [batch, inputs].
 * @returns Shape [batch].
 */
export function logPartitionNetwork(
  params: MlpParams,
  x: tf.Tensor2D,
  options: MlpOptions = {},
): tf.Tensor1D {
  return tf.squeeze(mlp(params, x, options), [1]);
}
