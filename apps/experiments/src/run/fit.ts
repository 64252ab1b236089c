import { setImmediate } from "node:timers/promises";
import type { TrainInfo } from "@ebm/engine";
import type { Emit, MetricsLine, RollbackLine } from "../run-files/events.js";
import type { Lock } from "../run-files/lock-directory.js";
import { readCheckpoint } from "../run-files/read-checkpoint.js";
import { readStart } from "../run-files/read-start.js";
import type { PartInfo } from "../tasks/task.js";
import { createClock } from "../training/clock.js";
import { guardedTraining } from "./guarded-training.js";
import { keepBest } from "./keep-best.js";
import type { Run } from "./load-run.js";
import { runSaver } from "./run-saver.js";

export interface FitOptions {
  readonly emit: Emit;
  /** Stops the run after the current step. */
  readonly signal: AbortSignal;
  readonly checkpointSeconds: number;
  /** The lock of the run's directory. */
  readonly lock: Lock;
  /** Whether to continue if files of the run were changed. Default: false. */
  readonly force?: boolean | undefined;
}

export interface Fitted {
  readonly step: number;
  readonly finished: boolean;
  /** The step that training started from. */
  readonly from: number;
  readonly seconds: number;
}

/**
 * Trains a run from its last checkpoint, or from the beginning, until the last step or until it is
 * stopped. Writes checkpoints and metrics on the way.
 *
 * @throws {DivergedError} If training diverges repeatedly. The last good state is saved.
 */
export async function fit(run: Run, options: FitOptions): Promise<Fitted> {
  const { directory, config, problem } = run;
  const { emit, signal, checkpointSeconds, lock, force } = options;
  const { steps = config.steps } = problem;
  const { checkpoint, log, notes } = await readStart(directory, { force, steps });
  if (notes.length > 0) emit({ event: "notes", run: directory, notes });
  const training = guardedTraining(run, { from: checkpoint, log, signal });
  const from = training.step;
  const keeper = keepBest(run, log);
  const write = await runSaver(directory, { log, lock });
  // the best parameters of a config that was changed are bound to the new config
  const before = force ? await readCheckpoint(directory, "best", { force }) : undefined;
  const save = (): Promise<void> =>
    write({
      previous: training.previous(),
      best: keeper.best() ?? before,
      checkpoint: training.checkpoint(),
    });
  emit({ event: "start", run: directory, step: from, steps, rows: problem.rows, config });

  const clock = createClock(checkpointSeconds);
  try {
    for await (const info of training) {
      const line = lineOf(info);
      log.append(line);
      emit(line);
      const validation = line.event === "rollback" ? undefined : await keeper.look(training);
      if (validation) emit(validation);
      training.keep();
      if (clock.checkpointDue()) await save();
      // lets signals in, which the runtimes may block
      if (clock.ticks()) await setImmediate();
      if (signal.aborted) break;
    }
  } finally {
    await save();
    await Promise.all([training.dispose(), keeper.dispose()]);
  }
  const { step } = training;
  return { step, finished: step >= steps, from, seconds: clock.seconds() };
}

function lineOf(info: TrainInfo | PartInfo | RollbackLine): MetricsLine {
  if ("event" in info) return info;
  return "part" in info ? { event: "part", ...info } : { event: "step", ...info };
}
