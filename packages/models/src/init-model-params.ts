import { type Key, split } from "@ebm/core";
import { type Activation, initMlp } from "@ebm/nn";
import type { ModelParams } from "./model-loss.js";
import type { StructuredModel } from "./structured-model.js";

export interface InitModelParamsInputs {
  readonly key: Key;
  readonly model: StructuredModel;
  /** Number of columns of x. */
  readonly features: number;
  /** Widths of the hidden layers of the network that gives the scores. */
  readonly hidden: readonly number[];
  /** Widths of the hidden layers of the network that gives τ(x). */
  readonly logPartitionHidden: readonly number[];
  readonly activation: Activation;
}

/** Initializes both networks to give zeros: there the model is the prior, and τ = 0 is exact. */
export function initModelParams(inputs: InitModelParamsInputs): ModelParams {
  const { key, model, features, hidden, logPartitionHidden, activation } = inputs;
  const [scores, logPartition] = split(key, 2);
  return {
    scores: initMlp({
      key: scores,
      sizes: [features, ...hidden, model.scores],
      zeroLast: true,
      activation,
    }),
    logPartition: initMlp({
      key: logPartition,
      sizes: [features, ...logPartitionHidden, 1],
      zeroLast: true,
      activation,
    }),
  };
}
