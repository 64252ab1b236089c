import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { saveCheckpoint } from "@ebm/engine";
import type { Emit, MetricsLine } from "../run-files/events.js";
import { FILES } from "../run-files/files.js";
import { type MetricsLog, openMetricsLog } from "../run-files/metrics-log.js";
import { readCheckpoint } from "../run-files/read-checkpoint.js";
import type { Fit } from "../tasks/task.js";
import { createClock } from "../training/clock.js";
import { keepBest } from "./keep-best.js";
import type { Run } from "./load-run.js";

export interface FitOptions {
  readonly emit: Emit;
  /** Stops the run after the current step. */
  readonly signal: AbortSignal;
  readonly checkpointSeconds: number;
}

export interface Fitted {
  readonly step: number;
  readonly finished: boolean;
  /** The step that training started from. */
  readonly from: number;
  readonly seconds: number;
}

/**
 * Trains a run from its last checkpoint, or from the beginning, to its end or until it is stopped,
 * and writes checkpoints and metrics on the way.
 */
export async function fit(run: Run, options: FitOptions): Promise<Fitted> {
  const { directory, config, problem } = run;
  const { emit, signal, checkpointSeconds } = options;
  const training = problem.train(await readCheckpoint(directory, "checkpoint"), { signal });
  const from = training.step;
  const log = await openMetricsLog(join(directory, FILES.metrics), from);
  const best = keepBest(run, log);
  const { steps = config.steps } = problem;
  emit({ event: "start", run: directory, step: from, steps, rows: problem.rows, config });

  const clock = createClock(checkpointSeconds);
  try {
    for await (const info of training) {
      const line: MetricsLine =
        "part" in info ? { event: "part", ...info } : { event: "step", ...info };
      log.append(line);
      emit(line);
      const validation = await best.look(training);
      if (validation) emit(validation);
      if (clock.checkpointDue()) await save(directory, log, training);
      // lets signals in, which the runtimes may not
      if (clock.ticks()) await setImmediate();
      if (signal.aborted) break;
    }
  } finally {
    await save(directory, log, training);
    await Promise.all([training.dispose(), best.dispose()]);
  }
  const { step } = training;
  return { step, finished: step >= steps, from, seconds: clock.seconds() };
}

/** Saves the lines up to the step before the checkpoint, so that no line is ever missing. */
async function save(directory: string, log: MetricsLog, training: Fit): Promise<void> {
  await log.flush();
  const checkpoint = training.checkpoint();
  if (checkpoint) await saveCheckpoint(join(directory, FILES.checkpoint), checkpoint);
}
