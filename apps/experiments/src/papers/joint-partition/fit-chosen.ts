import { type Key, key, split } from "@ebm/core";
import { trainTestSplit } from "@ebm/datasets";
import type { Training } from "@ebm/engine";
import { type Part, prepareParts, type StructuredModel } from "@ebm/models";
import type { StructuredData } from "../../tasks/structured/structured-data.js";
import { trainToEnd } from "../../training/train-to-end.js";
import { type Choice, choose } from "./choose.js";
import { methodTraining } from "./method-training.js";
import { createMethod, type MethodName } from "./methods/create-method.js";
import type { Method, MethodParams } from "./methods/method.js";
import type { Protocol } from "./protocol.js";

export interface FitChosenInputs {
  readonly seed: number;
  readonly method: MethodName;
  readonly protocol: Protocol;
  readonly data: StructuredData;
  readonly experiment: StructuredModel;
  readonly signal: AbortSignal;
}

export interface FittedMethod {
  readonly method: Method;
  readonly choice: Choice;
  /** The trained run. The caller disposes it. */
  readonly run: Training<MethodParams>;
  readonly train: Part;
  /** The rows that neither training nor selection used. */
  readonly test: Part;
  /** The key of all further samples. */
  readonly key: Key;
}

const TEST_SHARE = 0.2;

/** Chooses hyperparameters and step on folds of the training rows, and trains on all of them. */
export async function fitChosen(inputs: FitChosenInputs): Promise<FittedMethod> {
  const { protocol, data, experiment, signal } = inputs;
  const [forTest, forFolds, forModel, rest] = split(key(inputs.seed), 4);
  const parts = trainTestSplit(data.x.shape[0], { testFraction: TEST_SHARE, key: forTest });
  const method = createMethod(inputs.method, experiment, protocol);
  const common = { method, experiment, protocol };
  const choice = await choose({ ...common, data, rows: parts.train, key: forFolds, signal });
  const { train, test } = prepareParts(data, {
    model: experiment,
    parts: { train: parts.train, test: parts.test },
  });
  const { run } = await trainToEnd(
    methodTraining({ ...common, ...choice, rows: train, key: forModel }),
    { signal },
  );
  return { method, choice, run, train, test, key: rest };
}
