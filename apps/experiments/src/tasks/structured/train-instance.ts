import { type Checkpoint, type Training, train } from "@ebm/engine";
import { type ModelBatch, type ModelParams, modelLoss } from "@ebm/models";
import { minibatches } from "../../training/minibatches.js";
import { optimizer } from "../../training/optimizer.js";
import type { StructuredInstance } from "./structured-instance.js";

export interface TrainInstanceOptions {
  /** The checkpoint to continue from. Default: none. */
  readonly from?: Checkpoint | undefined;
  /** The factor of the learning rate. Default: 1. */
  readonly learningRateScale?: number | undefined;
}

/** Starts the training of an instance, or continues it from a checkpoint. */
export function trainInstance(
  { config, model, loss, prepared, params, keys }: StructuredInstance,
  { from, learningRateScale = 1 }: TrainInstanceOptions = {},
): Training<ModelParams> {
  const { schedule, steps, weightDecay, activation, runtime } = config;
  const { x, y, known, weights } = prepared.train;
  const rows = { x, y, ...(known && { known }), ...(weights && { weights }) };
  return train<ModelParams, ModelBatch>({
    loss: modelLoss(model, { loss, activation }),
    params,
    optimizer: optimizer({
      learningRate: learningRateScale * config.learningRate,
      schedule,
      steps,
      weightDecay,
      // at the start τ is exact and its gradient is rounding error, so a larger ε keeps its steps
      // small
      epsilon: 1e-5,
      decays: (path) => path.startsWith("scores.") && path.endsWith(".weight"),
    }),
    batches: minibatches({
      rows,
      batchSize: config.batchSize === "full" ? x.shape[0] : config.batchSize,
      uniforms: { uniforms: [config.samples, model.structure.noiseDim] },
      keys,
    }),
    steps,
    runtime,
    ...(from && { from }),
  });
}
