import type { Training } from "@ebm/engine";
import type { StructuredModel } from "@ebm/models";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import type * as tf from "@tensorflow/tfjs-core";
import { trainToEnd } from "../../../training/train-to-end.js";
import { methodTraining } from "../method-training.js";
import type { Method, MethodParams } from "../methods/method.js";
import { logProbs } from "./log-probs.js";
import type { SyntheticTask } from "./synthetic-task.js";

/** The protocol of training and selection, the same for every method. */
export type FitConfig = {
  /** Widths of the hidden layers of the scores. */
  readonly hidden: readonly number[];
  /** Widths of the hidden layers of τ. */
  readonly logPartitionHidden: readonly number[];
  readonly steps: number;
  /** Number of steps between evaluations of the validation rows. */
  readonly every: number;
  readonly batchSize: number;
  readonly learningRates: readonly number[];
};

export interface FitBestInputs {
  readonly method: Method;
  readonly experiment: StructuredModel;
  readonly task: SyntheticTask;
  readonly config: FitConfig;
  readonly signal: AbortSignal;
}

export interface FittedBest {
  readonly learningRate: number;
  readonly step: number;
  /** The exact NLL of the validation rows at each evaluation, for the chosen learning rate. */
  readonly curve: readonly number[];
  /** The scores of the test rows at that step. Shape [rows, scores]. */
  readonly scores: Float32Array;
  /** τ of the test rows, if the method learns it. */
  readonly logPartition: Float32Array | undefined;
}

/**
 * Returns the parameters with the lowest exact NLL on validation rows, over all learning rates and
 * steps.
 */
export async function fitBest(inputs: FitBestInputs): Promise<FittedBest> {
  let best: FittedBest | undefined;
  for (const learningRate of inputs.config.learningRates) {
    const fitted = await fit(inputs, learningRate);
    if (!best || Math.min(...fitted.curve) < Math.min(...best.curve)) best = fitted;
  }
  return best!;
}

/** Trains with one learning rate, and keeps the best step. */
async function fit(inputs: FitBestInputs, learningRate: number): Promise<FittedBest> {
  const { method, experiment, task, config, signal } = inputs;
  const curve: number[] = [];
  const forwardOf = (run: Training<MethodParams>) =>
    run.compile((params, { x }: { x: tf.Tensor2D }) => ({
      scores: mlp(params.scores, x),
      ...(method.networks.includes("logPartition") && {
        logPartition: logPartitionNetwork(params.logPartition, x),
      }),
    }));
  const score = (run: Training<MethodParams>) => {
    const forward = forwardOf(run);
    return async (): Promise<number> => {
      // the uniform distribution at the start does not count as a fit
      if (run.step === 0) return Number.NEGATIVE_INFINITY;
      const { scores } = await forward({ x: task.validation.x });
      const nll = exactNll(scores.data, { task, experiment });
      curve.push(nll);
      return -nll;
    };
  };
  const training = methodTraining({
    method,
    experiment,
    rows: task.train,
    setting: { ...config, weightDecay: 0, learningRate },
    protocol: { ...config, activation: "relu" },
    key: task.key,
  });
  const { run } = await trainToEnd(training, { signal, select: { every: config.every, score } });
  const { scores, logPartition } = await forwardOf(run)({ x: task.test });
  await run.dispose();
  return {
    learningRate,
    step: run.step,
    curve,
    scores: scores.data,
    logPartition: logPartition?.data,
  };
}

/** Computes the mean of −log p(y|x) over the validation rows. */
function exactNll(
  scores: Float32Array,
  { task, experiment }: Pick<FitBestInputs, "task" | "experiment">,
): number {
  const { data, shape } = task.validation.y;
  const [rows, labels] = shape;
  const { scores: width, energies } = experiment;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const logs = energies(scores.subarray(row * width, (row + 1) * width));
    logProbs(logs);
    let state = 0;
    for (let i = 0; i < labels; i++) state += data[row * labels + i]! * 2 ** i;
    sum -= logs[state]!;
  }
  return sum / rows;
}
