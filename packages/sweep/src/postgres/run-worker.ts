import { hostname } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import type { ArtefactStore } from "../artefacts/artefact-store.js";
import { putFiles } from "../artefacts/put-files.js";
import type { Outcome, Plan, RunTrial } from "../executor/sweep.js";
import { trialOf } from "../executor/trial-of.js";
import type { Json } from "../json.js";
import type { Database } from "./database.js";
import type { Claim, Queue } from "./queue.js";
import {
  countCrash,
  insertTrials,
  readCohort,
  readTrial,
  refill,
  type StoredTrial,
  writeOutcome,
} from "./store.js";

/** A kind of work that a worker knows. */
export interface Kind {
  readonly run: RunTrial;
  /** Makes the plan of a sweep from its config. */
  plan(config: Json): Plan;
}

export interface WorkerInputs {
  readonly database: Database;
  readonly queue: Queue;
  readonly kinds: Readonly<Record<string, Kind>>;
  /** Stops the worker. It gives back the trial that it runs. */
  readonly signal: AbortSignal;
  /** Stops the worker once the trial that it runs has ended. Default: none. */
  readonly finish?: AbortSignal | undefined;
  /** Where files of trials are stored. Default: they are not. */
  readonly store?: ArtefactStore | undefined;
  /** The largest number of trials to run. Default: no limit. */
  readonly maxTrials?: number | undefined;
  /** Seconds without a trial after which the worker ends. Default: it waits forever. */
  readonly idleExit?: number | undefined;
  /** Called with each event. Default: none. */
  readonly onEvent?: ((event: WorkerEvent) => void) | undefined;
}

/** Progress of a worker. */
export type WorkerEvent =
  | { readonly event: "begin"; readonly trial: string; readonly number: number }
  | { readonly event: "end"; readonly trial: string; readonly outcome: Outcome }
  | { readonly event: "crash"; readonly trial: string; readonly error: string }
  | { readonly event: "lost" | "returned"; readonly trial: string };

/** Number of jobs in the queue for each one that runs. The other trials wait in their table. */
const DEPTH = 4;
/** Number of crashes that a trial is tried again after. */
const RETRIES = 2;
const BEAT_MS = 3000;
const SHORTEST_IDLE_MS = 50;
const LONGEST_IDLE_MS = 1000;

/**
 * Runs one trial of the queue after another. Each result is written in one transaction with the end
 * of its claim: a worker that has lost its claim changes nothing. If PostgreSQL is away, the worker
 * keeps its result, and writes it later.
 */
export async function runWorker(inputs: WorkerInputs): Promise<void> {
  const { database, queue, signal, finish, maxTrials = Number.POSITIVE_INFINITY } = inputs;
  const { idleExit = Number.POSITIVE_INFINITY } = inputs;
  const isStopped = (): boolean => signal.aborted || finish?.aborted === true;
  const stop = finish ? AbortSignal.any([signal, finish]) : signal;
  let idle = SHORTEST_IDLE_MS;
  let lastWork = performance.now();
  for (let count = 0; count < maxTrials && !isStopped(); ) {
    try {
      const claim = await database.patiently(() => next(database, queue), stop);
      if (!claim) {
        if (performance.now() - lastWork > 1000 * idleExit) return;
        await wait(idle * (0.5 + Math.random()), undefined, { signal: stop });
        idle = Math.min(2 * idle, LONGEST_IDLE_MS);
        continue;
      }
      idle = SHORTEST_IDLE_MS;
      await work(inputs, claim);
      count++;
      lastWork = performance.now();
    } catch (error) {
      if (!isStopped()) throw error;
    }
  }
}

async function next(database: Database, queue: Queue): Promise<Claim | undefined> {
  const claim = await queue.fetch();
  if (claim) return claim;
  return (await refill(database, queue, DEPTH)) > 0 ? queue.fetch() : undefined;
}

async function work(inputs: WorkerInputs, claim: Claim): Promise<void> {
  const { database, queue, kinds, signal, onEvent } = inputs;
  const trial = await database.patiently(() => readTrial(database.query, claim.id), signal);
  const kind = kinds[trial.kind];
  const lost = new AbortController();
  const beats = setInterval(async () => {
    // a beat that cannot be sent says nothing about the claim
    const isHeld = await queue.beat(claim).catch(() => true);
    if (!isHeld) lost.abort(new Error("the claim was lost"));
  }, BEAT_MS);
  const start = performance.now();
  const worker = `${hostname()}/${process.pid}`;
  const told = { trial: trial.id, number: trial.number };
  onEvent?.({ event: "begin", ...told });
  try {
    if (!kind) throw new Error(`worker: the kind of work "${trial.kind}" is unknown.`);
    const stop = AbortSignal.any([signal, lost.signal]);
    const { result, files: paths } = await kind.run(trial.config, { signal: stop, id: trial.id });
    const files = await putFiles(inputs.store, paths);
    const outcome = { result, files, seconds: secondsSince(start), worker };
    const isWritten = await write(inputs, { claim, trial, outcome, plan: kind.plan });
    onEvent?.(isWritten ? { event: "end", trial: trial.id, outcome } : { event: "lost", ...told });
  } catch (error) {
    if (lost.signal.aborted) onEvent?.({ event: "lost", ...told });
    else if (signal.aborted) {
      // without this, the trial would be free again only when its heartbeat is overdue
      await queue.release(claim, "the worker stopped").catch(() => false);
      onEvent?.({ event: "returned", ...told });
    } else {
      const text = error instanceof Error ? error.message : String(error);
      const outcome = { error: text, seconds: secondsSince(start), worker };
      await crash(inputs, { claim, trial, outcome });
      onEvent?.({ event: "crash", trial: trial.id, error: text });
    }
  } finally {
    clearInterval(beats);
  }
}

const secondsSince = (start: number): number => Math.round(performance.now() - start) / 1000;

interface Written {
  readonly claim: Claim;
  readonly trial: StoredTrial;
  readonly outcome: Outcome;
}

/** Thrown in a transaction to roll it back. */
const NOT_HELD = new Error("the claim is not held");

/**
 * Writes a result, ends the claim and adds the trials that follow, all or nothing.
 *
 * @returns Whether the claim was held.
 */
async function write(
  { database, queue }: WorkerInputs,
  { claim, trial, outcome, plan }: Written & { readonly plan: Kind["plan"] },
): Promise<boolean> {
  const { sweep, cohort } = trial;
  const { next } = plan(trial.sweepConfig);
  return database.patiently(async () => {
    try {
      await database.transaction(async (connection) => {
        const { query } = connection;
        // one decision at a time, so that each sees the results of all before it
        if (next) {
          await query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [
            `${sweep} ${cohort}`,
          ]);
        }
        const isNew = await writeOutcome(query, trial.id, outcome);
        const isHeld = await queue.complete(connection, claim);
        if (!isHeld || !isNew) throw NOT_HELD;
        if (!next) return;
        const following = next(await readCohort(query, { sweep, cohort }));
        const trials = following.map((planned) => trialOf({ id: sweep }, planned));
        if (trials.length > 0) await insertTrials(query, sweep, trials);
      });
      return true;
    } catch (error) {
      if (error === NOT_HELD) return false;
      throw error;
    }
  });
}

/** Gives a trial back after a crash, or after too many crashes lets it fail with its log. */
async function crash(
  { database, queue }: WorkerInputs,
  { claim, trial, outcome }: Written,
): Promise<void> {
  await database.patiently(async () => {
    try {
      await database.transaction(async (connection) => {
        const crashes = await countCrash(connection.query, trial.id);
        if (crashes <= RETRIES) return;
        await writeOutcome(connection.query, trial.id, outcome);
        if (!(await queue.complete(connection, claim))) throw NOT_HELD;
        await queue.bury(connection, claim, outcome.error!);
      });
    } catch (error) {
      if (error !== NOT_HELD) throw error;
    }
    // without effect if it has ended
    await queue.release(claim, outcome.error!);
  });
}
