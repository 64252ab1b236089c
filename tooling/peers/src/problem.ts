import { namedLeaves, type Tree } from "@ebm/core";
import { type Batch, encodeSafetensors, type Feeds, type Safetensors } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";

/** The data and parameters of a training step. Every contender starts from these numbers. */
export interface Problem<P extends Tree = Tree, B extends Batch = Batch> {
  readonly params: P;
  /** The data of every step, and its noise: drawing it is no part of a step here. */
  readonly batch: Feeds;
  /** Numbers of the loss that no shape tells. */
  readonly constants: Readonly<Record<string, number>>;
  loss(params: P, batch: B): tf.Scalar;
}

/** Small, so that the work stays that of the first step however many are timed. */
export const LEARNING_RATE = 1e-6;

/** A problem as a safetensors file, which the peers read. */
export function encodeProblem(step: string, { params, batch, constants }: Problem): Uint8Array {
  const tensors: Record<string, Safetensors["tensors"][string]> = {};
  for (const [path, x] of namedLeaves(params)) {
    tensors[`params.${path}`] = { data: x.dataSync<"float32">(), shape: x.shape };
  }
  for (const [name, { data, shape }] of Object.entries(batch)) {
    tensors[`batch.${name}`] = { data: Float32Array.from(data), shape };
  }
  const metadata: Record<string, string> = { step, learningRate: `${LEARNING_RATE}` };
  for (const [name, x] of Object.entries(constants)) metadata[`constants.${name}`] = `${x}`;
  return encodeSafetensors({ tensors, metadata });
}
