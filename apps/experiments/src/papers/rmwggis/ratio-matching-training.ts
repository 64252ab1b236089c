import { foldIn, type Key, type NeighborEnergy, type Tree, uniform } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import type { TrainOptions } from "@ebm/engine";
import type { Optimizer } from "@ebm/optim";
import * as tf from "@tensorflow/tfjs-core";
import type { RatioMatchingBatch, RatioMatchingMethod } from "./ratio-matching-method.js";

export interface RatioMatchingTrainingInputs<P extends Tree> {
  readonly method: RatioMatchingMethod;
  readonly energy: (params: P) => NeighborEnergy;
  readonly params: P;
  readonly optimizer: Optimizer;
  /** The rows of a step. Their number is the same at every step. */
  readonly rows: (step: number) => Matrix;
  /** The key of the samples of neighbors. */
  readonly key: Key;
  readonly steps: number;
  /** Added to the loss. Default: none. */
  readonly penalty?: (params: P) => tf.Scalar;
}

/** Returns the options that train an energy of bits by its ratios. */
export function ratioMatchingTraining<P extends Tree>(
  inputs: RatioMatchingTrainingInputs<P>,
): TrainOptions<P, RatioMatchingBatch> {
  const { method, energy, params, optimizer, rows, key, steps, penalty } = inputs;
  return {
    loss(params, batch) {
      const loss = method.loss(energy(params), batch);
      return penalty ? tf.add(loss, penalty(params)) : loss;
    },
    params,
    optimizer,
    batches(step) {
      const x = rows(step);
      const [count, dim] = x.shape;
      const columns = method.noiseDim(dim);
      const noise = uniform(foldIn(key, step), count * columns);
      return columns > 0 ? { x, uniforms: { data: noise, shape: [count, columns] } } : { x };
    },
    steps,
  };
}
