import { foldIn, type Key } from "@ebm/core";
import type { Training } from "@ebm/engine";
import { predict, prepareParts, type StructuredModel } from "@ebm/models";
import { mlp } from "@ebm/nn";
import type { StructuredData } from "../../tasks/structured/structured-data.js";
import { trainToEnd, type Watch } from "../../training/train-to-end.js";
import { methodTraining } from "./method-training.js";
import type { Method, MethodBatch, MethodParams } from "./methods/method.js";
import type { Protocol, Setting } from "./protocol.js";

export interface ChooseInputs {
  readonly method: Method;
  readonly experiment: StructuredModel;
  readonly data: StructuredData;
  /** The rows to choose on, in random order. They contain no test row. */
  readonly rows: Int32Array;
  readonly protocol: Protocol;
  readonly key: Key;
  readonly signal: AbortSignal;
}

export interface Choice {
  readonly setting: Setting;
  readonly steps: number;
  /** The mean of the criterion over the folds at that step. */
  readonly score: number;
  /** The same mean for each combination of hyperparameters at each evaluation. */
  readonly curves: readonly (readonly number[])[];
}

const FIFTHS = 5;

/**
 * Chooses the hyperparameters and the step with the best mean of the criterion over folds of the
 * training rows. A model of the other folds is validated on each fold. Takes the first among
 * equals.
 */
export async function choose(inputs: ChooseInputs): Promise<Choice> {
  const { protocol } = inputs;
  const curves: number[][] = [];
  for (const setting of protocol.settings) {
    const folds: number[][] = [];
    for (let fold = 0; fold < protocol.folds; fold++) {
      folds.push(await validationCurve(inputs, setting, fold));
    }
    curves.push(folds[0]!.map((_, look) => mean(folds.map((curve) => curve[look]!))));
  }
  const score = Math.max(...curves.flat());
  const best = curves.findIndex((curve) => curve.includes(score));
  return {
    setting: protocol.settings[best]!,
    steps: protocol.every * (curves[best]!.indexOf(score) + 1),
    score,
    curves,
  };
}

/** Computes the criterion of one fold at each evaluation. */
async function validationCurve(
  inputs: ChooseInputs,
  setting: Setting,
  fold: number,
): Promise<number[]> {
  const { experiment, data, rows, key, signal } = inputs;
  const { every, activation, criterion } = inputs.protocol;
  const { train, validation } = prepareParts(data, {
    model: experiment,
    parts: {
      train: rows.filter((_, i) => i % FIFTHS !== fold),
      validation: rows.filter((_, i) => i % FIFTHS === fold),
    },
  });
  const { x, targets } = validation;
  const curve: number[] = [];
  const watch = (run: Training<MethodParams>): Watch => {
    const forward = run.compile(({ scores }, { x }: Pick<MethodBatch, "x">) =>
      mlp(scores, x, { activation }),
    );
    return async ({ step }) => {
      if (step % every !== 0) return;
      const { output } = await forward({ x });
      const predicted = predict(output.data, targets.shape, experiment);
      curve.push(experiment.metrics({ predicted, actual: targets })[criterion]!);
    };
  };
  const training = methodTraining({ ...inputs, rows: train, setting, key: foldIn(key, fold) });
  const { run } = await trainToEnd(training, { signal, watch });
  await run.dispose();
  return curve;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
