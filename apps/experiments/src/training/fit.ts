import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { saveCheckpoint, type Training, train } from "@ebm/engine";
import { jointLosses, type ModelBatch, type ModelParams, modelLoss } from "@ebm/models";
import type { Run } from "../run/load-run.js";
import type { Emit } from "../run-files/events.js";
import { FILES } from "../run-files/files.js";
import { type MetricsLog, openMetricsLog } from "../run-files/metrics-log.js";
import { readCheckpoint } from "../run-files/read-checkpoint.js";
import { createClock } from "./clock.js";
import { createJudge } from "./judge.js";
import { minibatches } from "./minibatches.js";
import { optimizer } from "./optimizer.js";

export interface FitOptions {
  readonly emit: Emit;
  /** Stops the run after the step under way. */
  readonly signal: AbortSignal;
  readonly checkpointSeconds: number;
}

export interface Fitted {
  readonly step: number;
  readonly finished: boolean;
  /** The step it went on from. */
  readonly from: number;
  readonly seconds: number;
}

/**
 * Trains a run from its last checkpoint, or from the beginning, to its end or until it is stopped,
 * leaving checkpoints and metrics on the way.
 */
export async function fit(run: Run, options: FitOptions): Promise<Fitted> {
  const { emit, signal, checkpointSeconds } = options;
  const checkpoint = await readCheckpoint(run.directory, "checkpoint");
  const training = trainingOf(run, checkpoint);
  const from = training.step;
  const log = await openMetricsLog(join(run.directory, FILES.metrics), from);
  const judge = createJudge(run, log);
  emit({ event: "start", run: run.directory, step: from, ...factsOf(run) });

  const clock = createClock(checkpointSeconds);
  try {
    for await (const info of training) {
      const line = { event: "step", ...info } as const;
      log.append(line);
      emit(line);
      const judged = await judge.look(info.step, training);
      if (judged) emit(judged);
      if (clock.checkpointDue()) await save(run.directory, log, training);
      // lets signals in, which the runtimes may not
      if (clock.ticks()) await setImmediate();
      if (signal.aborted) break;
    }
  } finally {
    await save(run.directory, log, training);
    await Promise.all([training.dispose(), judge.dispose()]);
  }
  const { step } = training;
  return { step, finished: step >= run.config.steps, from, seconds: clock.seconds() };
}

function trainingOf(
  run: Run,
  from: Awaited<ReturnType<typeof readCheckpoint>>,
): Training<ModelParams> {
  const { config, experiment, prepared, keys } = run;
  const { learningRate, schedule, steps, weightDecay } = config;
  const { x, y } = prepared.train;
  const rows = x.shape[0];
  return train<ModelParams, ModelBatch>({
    loss: modelLoss(experiment, { ...config, loss: jointLosses[config.loss] }),
    params: run.params,
    optimizer: optimizer({
      learningRate,
      schedule,
      steps,
      weightDecay,
      // at the start τ is exact and its gradient is rounding; a larger ε keeps its steps small
      epsilon: 1e-5,
      decays: (path) => path.startsWith("scores.") && path.endsWith(".weight"),
    }),
    batches: minibatches({
      rows: { x, y },
      batchSize: config.batchSize === "full" ? rows : config.batchSize,
      uniforms: { uniforms: [config.samples, experiment.structure.noiseDim] },
      keys,
    }),
    steps,
    runtime: config.runtime,
    ...(from && { from }),
  });
}

function factsOf({ config, prepared: { train, validation, test } }: Run): {
  steps: number;
  rows: Record<"train" | "validation" | "test", number>;
  config: Run["config"];
} {
  const rows = {
    train: train.x.shape[0],
    validation: validation.x.shape[0],
    test: test.x.shape[0],
  };
  return { steps: config.steps, rows, config };
}

/** First the lines up to the step, then the checkpoint: so that no line is ever missing. */
async function save(
  directory: string,
  log: MetricsLog,
  training: Training<ModelParams>,
): Promise<void> {
  await log.flush();
  await saveCheckpoint(join(directory, FILES.checkpoint), training.checkpoint());
}
