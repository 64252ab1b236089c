import { DivergedError } from "@ebm/core/errors";
import type { Checkpoint, TrainInfo } from "@ebm/engine";
import { messageOf } from "../errors.js";
import { formatNumber } from "../report/format.js";
import type { RollbackLine } from "../run-files/events.js";
import type { MetricsLog } from "../run-files/metrics-log.js";
import { readCheckpoint } from "../run-files/read-checkpoint.js";
import type { Fit, PartInfo } from "../tasks/task.js";
import type { Run } from "./load-run.js";

export interface GuardedTrainingOptions {
  /** The checkpoint to continue from. Undefined at the beginning. */
  readonly from: Checkpoint | undefined;
  readonly log: MetricsLog;
  /** Interrupts a long step. */
  readonly signal: AbortSignal;
}

/** Training that returns to a good state if it diverges. */
export interface GuardedTraining
  extends Pick<Fit, "step" | "checkpoint" | "dispose">,
    AsyncIterable<TrainInfo | PartInfo | RollbackLine> {
  /** The state that it would return to, if it was kept since the run was opened. */
  previous(): Checkpoint | undefined;
  /** Keeps the current state to return to, if it is time. Call it after a step is in the log. */
  keep(): void;
}

/**
 * The loss from which training counts as diverged, in nats relative to the base. Such losses never
 * recover.
 */
const MOST_LOSS = 1e6;
const MOST_HALVINGS = 3;
/** Number of states to keep over a run, at steps that do not depend on when it is stopped. */
const KEPT = 20;

/**
 * Trains a run. If it diverges, returns to the last state that was kept, and continues with half
 * the learning rate, up to three times.
 *
 * @throws {DivergedError} While iterating, if it diverges once more. Training is then at the last
 *   good state.
 */
export function guardedTraining(
  { directory, config, problem }: Run,
  { from, log, signal }: GuardedTrainingOptions,
): GuardedTraining {
  // models that are fitted in parts have no steps that diverge
  const hasSteps = problem.steps === undefined;
  const every = Math.ceil(config.steps / KEPT);
  let halvings = Number(from?.notes?.halvings ?? 0);
  const open = (checkpoint: Checkpoint | undefined): Fit =>
    problem.train(checkpoint, { signal, learningRateScale: 0.5 ** halvings });
  let training = open(from);
  const current = (): Checkpoint | undefined => {
    const checkpoint = training.checkpoint();
    if (!checkpoint || (hasSteps && !isSound(checkpoint))) return undefined;
    const { bytes, sha256 } = log.mark();
    const notes = { halvings: `${halvings}`, logBytes: `${bytes}`, logSha256: sha256 };
    return { ...checkpoint, notes };
  };
  let previous = from || !hasSteps ? undefined : current();

  const check = ({ step, loss }: TrainInfo): void => {
    if (Math.abs(loss) > MOST_LOSS) {
      throw diverged(`The loss was ${formatNumber(loss)} at step ${step}`, step);
    }
    if (step % every !== 0 && step !== config.steps) return;
    if (!isSound(training.checkpoint()!)) {
      throw diverged(`Parameters were not finite after step ${step}`, step);
    }
  };

  const goBack = async (good: Checkpoint, error: DivergedError): Promise<RollbackLine> => {
    await training.dispose();
    const isLast = halvings === MOST_HALVINGS;
    if (!isLast) halvings++;
    training = open(good);
    const { step } = good;
    const how = isLast
      ? ""
      : `, with half the learning rate (${halvings} of ${MOST_HALVINGS} times)`;
    const reason = `${messageOf(error)} Training went back to step ${step}${how}.`;
    return { event: "rollback", step, reason, learningRateScale: 0.5 ** halvings };
  };

  return {
    get step() {
      return training.step;
    },
    checkpoint: current,
    previous: () => previous,
    keep() {
      if (hasSteps && training.step % every === 0) previous = current() ?? previous;
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        try {
          for await (const info of training) {
            if ("loss" in info) check(info);
            yield info;
          }
          return;
        } catch (error) {
          if (!(error instanceof DivergedError)) throw error;
          previous ??= await readCheckpoint(directory, "previous", { force: true });
          if (!previous) throw error;
          const isLast = halvings === MOST_HALVINGS;
          const line = await goBack(previous, error);
          yield line;
          if (isLast) throw diverged(`${line.reason} ${ADVICE}`, error.step);
        }
      }
    },
    dispose: () => training.dispose(),
  };
}

const ADVICE =
  "It stops there: `ebm export` writes the model of that step. Run again with a lower --learning-rate.";

function diverged(message: string, step: number): DivergedError {
  return new DivergedError(`${message.replace(/\.?$/, ".")}`, { step });
}

function isSound({ params, moments }: Checkpoint): boolean {
  const arrays = [...Object.values(params).map(({ data }) => data), ...Object.values(moments)];
  return arrays.every((data) => data.every(Number.isFinite));
}
