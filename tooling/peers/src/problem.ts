import { namedLeaves, type Tree } from "@ebm/core";
import { type Batch, encodeSafetensors, type Feeds, type Safetensors } from "@ebm/engine";
import type * as tf from "@tensorflow/tfjs-core";

/** The data and parameters of a training step. Every contender starts from these numbers. */
export interface Problem<P extends Tree = Tree, B extends Batch = Batch> {
  readonly params: P;
  /** The data and the noise of every step. Generating noise is not part of a step here. */
  readonly batch: Feeds;
  /** Numbers of the loss that shapes do not determine. */
  readonly constants: Readonly<Record<string, number>>;
  loss(params: P, batch: B): tf.Scalar;
}

/** A small learning rate, so that timed steps all do the same work as the first. */
export const LEARNING_RATE = 1e-6;

/** Encodes a problem as a safetensors file, which the peers read. */
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
