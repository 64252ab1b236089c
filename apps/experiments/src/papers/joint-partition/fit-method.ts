import { type Key, split } from "@ebm/core";
import { type Training, train } from "@ebm/engine";
import { adamw, cosineDecay } from "@ebm/optim";
import type { Part } from "../../data/prepare-parts.js";
import type { Experiment } from "../../experiments/experiment.js";
import { minibatches } from "../../training/minibatches.js";
import { runToEnd } from "../../training/run-to-end.js";
import {
  initMethodParams,
  type Method,
  type MethodBatch,
  type MethodParams,
} from "./methods/method.js";
import type { Protocol, Setting } from "./protocol.js";

export interface FitMethodInputs {
  readonly method: Method;
  readonly experiment: Experiment;
  readonly rows: Pick<Part, "x" | "y">;
  readonly setting: Setting;
  readonly protocol: Pick<Protocol, "steps" | "batchSize" | "activation">;
  /** At most those of the protocol. */
  readonly steps: number;
  readonly key: Key;
  readonly signal: AbortSignal;
  /** Sees the run after every step. */
  readonly watch?: (step: number, training: Training<MethodParams>) => Promise<void>;
}

/** Trains a model; whoever gets the run disposes it. */
export async function fitMethod(inputs: FitMethodInputs): Promise<Training<MethodParams>> {
  const { method, experiment, rows, setting, protocol, steps, signal, watch } = inputs;
  const { x, y } = rows;
  const [scores, logPartition, sampler, order, noise] = split(inputs.key, 5);
  const batchSize = Math.min(protocol.batchSize, x.shape[0]);
  const run = train<MethodParams, MethodBatch>({
    loss: method.loss,
    params: initMethodParams([scores, logPartition, sampler], method, {
      features: x.shape[1],
      scores: experiment.scores,
      ...setting,
      ...protocol,
    }),
    optimizer: adamw({
      learningRate: cosineDecay({ from: setting.learningRate, steps: protocol.steps }),
      weightDecay: setting.weightDecay,
      epsilon: 1e-5,
      clipNorm: setting.clipNorm ?? Infinity,
      decays: (path) => path.startsWith("scores."),
    }),
    batches: minibatches({
      x,
      y,
      batchSize,
      noise: method.noise(batchSize),
      keys: { order, noise },
    }),
    steps,
  });
  try {
    await runToEnd(run, { signal, watch: async ({ step }) => watch?.(step, run) });
    return run;
  } catch (error) {
    await run.dispose();
    throw error;
  }
}
