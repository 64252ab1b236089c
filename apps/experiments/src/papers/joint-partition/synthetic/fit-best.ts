import type { Feeds } from "@ebm/engine";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import type * as tf from "@tensorflow/tfjs-core";
import type { Experiment } from "../../../experiments/experiment.js";
import { fitMethod } from "../fit-method.js";
import type { Method } from "../methods/method.js";
import { logProbs } from "./log-probs.js";
import type { SyntheticTask } from "./synthetic-task.js";

/** How models are trained and chosen, the same for every method. */
export type FitConfig = {
  /** Widths of the hidden layers of the scores. */
  readonly hidden: readonly number[];
  /** Widths of the hidden layers of τ. */
  readonly logPartitionHidden: readonly number[];
  readonly steps: number;
  /** After so many steps the validation rows are looked at. */
  readonly every: number;
  readonly batchSize: number;
  readonly learningRates: readonly number[];
};

export interface FitBestInputs {
  readonly method: Method;
  readonly experiment: Experiment;
  readonly task: SyntheticTask;
  readonly config: FitConfig;
  readonly signal: AbortSignal;
}

export interface FittedBest {
  readonly learningRate: number;
  readonly step: number;
  /** The exact NLL of the validation rows at each look, of the learning rate that was chosen. */
  readonly curve: readonly number[];
  /** Of the test rows, there. Shape [rows, scores]. */
  readonly scores: Float32Array;
  /** τ of the test rows, if the method learns it. */
  readonly logPartition: Float32Array | undefined;
}

/** The learning rate and the step with the least exact NLL of validation rows. */
export async function fitBest(inputs: FitBestInputs): Promise<FittedBest> {
  const { method, experiment, task, config, signal } = inputs;
  const learns = method.networks.includes("logPartition");
  let least = Number.POSITIVE_INFINITY;
  let best: FittedBest | undefined;
  for (const learningRate of config.learningRates) {
    const curve: number[] = [];
    let forward: ((inputs: Feeds) => Promise<Feeds>) | undefined;
    const run = await fitMethod({
      method,
      experiment,
      rows: task.train,
      setting: { ...config, weightDecay: 0, learningRate },
      protocol: { ...config, activation: "relu" },
      steps: config.steps,
      key: task.key,
      signal,
      watch: async (step, run) => {
        if (step % config.every !== 0) return;
        forward ??= run.compile<{ x: tf.Tensor2D }>((params, { x }) => ({
          scores: mlp(params.scores, x),
          ...(learns && { logPartition: logPartitionNetwork(params.logPartition, x) }),
        }));
        const { scores } = await forward({ x: task.validation.x });
        const nll = exactNll(scores!.data as Float32Array, { task, experiment });
        curve.push(nll);
        if (!(nll < least)) return;
        least = nll;
        const test = await forward({ x: task.test });
        best = {
          learningRate,
          step,
          curve, // of which the rest is still to come
          scores: test.scores!.data as Float32Array,
          logPartition: test.logPartition?.data as Float32Array | undefined,
        };
      },
    });
    await run.dispose();
  }
  return best!;
}

/** Mean of −log p(y|x) of the validation rows. */
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
