import { type Key, split } from "@ebm/core";
import type { TrainOptions } from "@ebm/engine";
import type { Part, StructuredModel } from "@ebm/models";
import { minibatches } from "../../training/minibatches.js";
import { optimizer } from "../../training/optimizer.js";
import {
  initMethodParams,
  type Method,
  type MethodBatch,
  type MethodParams,
} from "./methods/method.js";
import type { Protocol, Setting } from "./protocol.js";

export interface MethodTrainingInputs {
  readonly method: Method;
  readonly experiment: StructuredModel;
  readonly rows: Pick<Part, "x" | "y">;
  readonly setting: Setting;
  readonly protocol: Pick<Protocol, "steps" | "batchSize" | "activation">;
  /**
   * Number of training steps. The learning rate falls over those of the protocol. Default: all of
   * them.
   */
  readonly steps?: number;
  readonly key: Key;
}

/** Returns the options that train a model by a method. Methods differ only in their losses. */
export function methodTraining(
  inputs: MethodTrainingInputs,
): TrainOptions<MethodParams, MethodBatch> {
  const { method, experiment, rows, setting, protocol, steps = protocol.steps } = inputs;
  const [scores, logPartition, sampler, order, noise] = split(inputs.key, 5);
  const [count, features] = rows.x.shape;
  const batchSize = Math.min(protocol.batchSize, count);
  return {
    loss: method.loss,
    params: initMethodParams([scores, logPartition, sampler], method, {
      features,
      scores: experiment.scores,
      ...setting,
      ...protocol,
    }),
    optimizer: optimizer({
      learningRate: setting.learningRate,
      steps: protocol.steps,
      weightDecay: setting.weightDecay,
      epsilon: 1e-5,
      clipNorm: setting.clipNorm ?? Infinity,
      decays: (path) => path.startsWith("scores."),
    }),
    batches: minibatches({
      rows: { x: rows.x, y: rows.y },
      batchSize,
      uniforms: method.noise(batchSize),
      keys: { order, noise },
    }),
    steps,
  };
}
