import * as tf from "@tensorflow/tfjs-core";
import { type MlpOptions, type MlpParams, mlp } from "./mlp.js";

/**
 * Computes τ(x), a learned log-partition: an MLP with one output.
 *
 * If the energy and τ both start at zero (`zeroLast`), τ is exact at the start for a normalized
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
