import { hostname } from "node:os";
import type { ArtefactStore } from "../artefacts/artefact-store.js";
import { putFiles } from "../artefacts/put-files.js";
import type { ExecuteOptions, Executor } from "./executor.js";
import type { CohortTrial, FinishedTrial, Outcome, RunTrial, Sweep, Trial } from "./sweep.js";
import { trialOf } from "./trial-of.js";

export interface InlineOptions {
  /** Where files of trials are stored. Default: they are not. */
  readonly store?: ArtefactStore | undefined;
}

/**
 * Creates the executor that runs one trial after another in this process. A trial that throws has
 * failed, and the next one runs.
 */
export function inlineExecutor(run: RunTrial, { store }: InlineOptions = {}): Executor {
  return {
    async execute(sweep, { finished = [], signal, onCount, onBegin, onFinish }: ExecuteOptions) {
      const ended = new Map(
        finished.filter(({ result }) => result !== undefined).map((trial) => [trial.id, trial]),
      );
      const trials = plannedTrials(sweep, ended);
      const counts = { done: 0, failed: 0 };
      for (const trial of trials.values()) {
        if (ended.has(trial.id)) counts.done++;
      }
      onCount?.({ total: trials.size, ...counts, running: 0 });
      const waiting = waitingTrials([...trials.values()].filter(({ id }) => !ended.has(id)));
      for (let trial = waiting.take(); trial; trial = waiting.take()) {
        if (signal.aborted) return false;
        onCount?.({ total: trials.size, ...counts, running: 1 });
        onBegin?.(trial);
        const outcome = await outcomeOf(run, trial, { signal, store });
        if (!outcome) return false;
        const end = { ...trial, ...outcome };
        ended.set(trial.id, end);
        if (outcome.error === undefined) counts.done++;
        else counts.failed++;
        for (const next of nextTrials(sweep, end, { trials, ended })) {
          trials.set(next.id, next);
          waiting.add(next);
        }
        onCount?.({ total: trials.size, ...counts, running: 0 });
        await onFinish?.(end);
      }
      return true;
    },
  };
}

/** Trials in the order in which they run: those of higher rungs first. */
function waitingTrials(trials: readonly Trial[]): {
  add(trial: Trial): void;
  take(): Trial | undefined;
} {
  const rungs: { readonly trials: Trial[]; next: number }[] = [];
  const add = (trial: Trial): void => {
    while (rungs.length <= trial.rung) rungs.push({ trials: [], next: 0 });
    rungs[trial.rung]!.trials.push(trial);
  };
  for (const trial of trials) add(trial);
  return {
    add,
    take() {
      const rung = rungs.findLast(({ trials, next }) => next < trials.length);
      return rung?.trials[rung.next++];
    },
  };
}

type Known = Readonly<Record<"trials", ReadonlyMap<string, Trial>>> & {
  readonly ended: ReadonlyMap<string, FinishedTrial>;
};

/** Returns the trials of a plan by their ids, including those that follow from earlier results. */
function plannedTrials(
  sweep: Sweep,
  ended: ReadonlyMap<string, FinishedTrial>,
): Map<string, Trial> {
  const trials = new Map<string, Trial>();
  for (const planned of sweep.plan.first()) {
    const trial = trialOf(sweep, planned);
    if (!trials.has(trial.id)) trials.set(trial.id, trial);
  }
  if (!sweep.plan.next) return trials;
  for (const end of ended.values()) {
    if (!trials.has(end.id)) trials.set(end.id, end);
  }
  const cohorts = new Map([...ended.values()].map((end) => [end.cohort, end]));
  for (const end of cohorts.values()) {
    for (const next of nextTrials(sweep, end, { trials, ended })) trials.set(next.id, next);
  }
  return trials;
}

function nextTrials(sweep: Sweep, { cohort }: Trial, { trials, ended }: Known): Trial[] {
  if (!sweep.plan.next) return [];
  const known = [...trials.values()]
    .filter((trial) => trial.cohort === cohort)
    .map((trial): CohortTrial => ended.get(trial.id) ?? trial);
  return sweep.plan
    .next(known)
    .map((planned) => trialOf(sweep, planned))
    .filter(({ id }) => !trials.has(id));
}

/** Returns undefined if the signal stopped the trial. */
async function outcomeOf(
  run: RunTrial,
  { id, config }: Trial,
  { signal, store }: InlineOptions & { readonly signal: AbortSignal },
): Promise<Outcome | undefined> {
  const start = performance.now();
  const worker = `${hostname()}/${process.pid}`;
  const seconds = (): number => Math.round(performance.now() - start) / 1000;
  try {
    const { result, files: paths } = await run(config, { signal, id });
    const files = await putFiles(store, paths);
    return { result, seconds: seconds(), worker, ...(files && { files }) };
  } catch (error) {
    if (signal.aborted) return undefined;
    return { error: textOf(error), seconds: seconds(), worker };
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : `${error}`);
