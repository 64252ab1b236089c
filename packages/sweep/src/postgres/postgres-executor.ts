import { setTimeout as wait } from "node:timers/promises";
import type { ExecuteOptions, Executor } from "../executor/executor.js";
import type { Sweep, Trial } from "../executor/sweep.js";
import { trialOf } from "../executor/trial-of.js";
import { type Database, openDatabase } from "./database.js";
import { migrate } from "./migrations.js";
import { openQueue, type Queue } from "./queue.js";
import { insertSweep, insertTrials, readFinished, readOutcomes, writeOutcome } from "./store.js";

export interface PostgresExecutorInputs {
  readonly url: string;
  /** Starts the database again if it has died. Default: the executor waits for it. */
  readonly revive?: (() => Promise<void>) | undefined;
  /** Starts workers on this machine, and keeps them running. Default: they run elsewhere. */
  readonly startWorkers?: ((url: string) => Workers) | undefined;
}

/** Processes that run trials. */
export interface Workers {
  /** Ends them. Trials that run are given back. */
  stop(): Promise<void>;
}

/** Number of trials in one statement. */
const BATCH = 5000;
const POLL_MS = 300;

/**
 * Creates the executor that puts trials into PostgreSQL, where workers on any machine find them.
 * It may be killed at any moment, and several may execute one sweep: the trials and their results
 * are in the database.
 */
export function postgresExecutor(inputs: PostgresExecutorInputs): Executor {
  const { url, revive, startWorkers } = inputs;
  return {
    async execute(sweep, options) {
      const { signal } = options;
      const database = openDatabase(url, { revive });
      let queue: Queue | undefined;
      let workers: Workers | undefined;
      try {
        queue = await database.patiently(async () => {
          await migrate(database);
          return openQueue(database);
        }, signal);
        await database.patiently(() => plan(database, sweep, options), signal);
        workers = startWorkers?.(url);
        return await watch(database, sweep, options);
      } catch (error) {
        if (!signal.aborted) throw error;
        return false;
      } finally {
        await workers?.stop();
        await queue?.close().catch(() => {});
        await database.close();
      }
    },
  };
}

/** Adds the trials, and results from elsewhere. Gives failed trials another chance. */
async function plan(
  database: Database,
  sweep: Sweep,
  { finished = [] }: ExecuteOptions,
): Promise<void> {
  const { query } = database;
  await insertSweep(query, sweep);
  const [known] = await query<{ count: number }>(
    "select count(*)::int as count from ebm.trial where sweep = $1",
    [sweep.id],
  );
  for (const batch of batches(plannedTrials(sweep))) await insertTrials(query, sweep.id, batch);
  if (known!.count > 0) {
    await query(
      `update ebm.trial set state = 'waiting', attempt = 0, error = null, finished = null
      where sweep = $1 and state = 'failed'`,
      [sweep.id],
    );
  }
  for (const { result, error: _, ...trial } of finished) {
    if (result === undefined) continue;
    await insertTrials(query, sweep.id, [trial]);
    await writeOutcome(query, trial.id, { ...trial, result });
  }
}

function* plannedTrials(sweep: Sweep): Generator<Trial> {
  for (const planned of sweep.plan.first()) yield trialOf(sweep, planned);
}

function* batches<T>(items: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Reports trials as they end. Returns when none is open. */
async function watch(
  database: Database,
  sweep: Sweep,
  { finished = [], signal, onCount, onFinish }: ExecuteOptions,
): Promise<boolean> {
  const { query } = database;
  const told = new Set(finished.filter(({ error }) => error === undefined).map(({ id }) => id));
  const tell = async (trials: readonly Parameters<NonNullable<typeof onFinish>>[0][]) => {
    for (const trial of trials) {
      if (told.has(trial.id)) continue;
      told.add(trial.id);
      await onFinish?.(trial);
    }
  };
  let after = "0";
  for (;;) {
    if (signal.aborted) return false;
    const [row] = await database.patiently(
      () =>
        query<{ total: number; done: number; failed: number; running: number }>(
          `select count(*)::int as total,
            (count(*) filter (where state = 'done'))::int as done,
            (count(*) filter (where state = 'failed'))::int as failed,
            (select count(*)::int from pgboss.job where name = 'ebm-trial' and state = 'active') as running
          from ebm.trial where sweep = $1`,
          [sweep.id],
        ),
      signal,
    );
    const counts = row!;
    onCount?.(counts);
    for (let isMore = true; isMore; ) {
      const { trials, last } = await database.patiently(
        () => readFinished(query, { sweep: sweep.id, after, limit: 1000 }),
        signal,
      );
      await tell(trials);
      isMore = last !== after && trials.length === 1000;
      after = last;
    }
    if (counts.done + counts.failed === counts.total) {
      // a trial that ended later may have become visible earlier
      const ids = await query<{ id: string }>(
        "select id from ebm.trial where sweep = $1 and finished is not null",
        [sweep.id],
      );
      const missed = ids.map(({ id }) => id).filter((id) => !told.has(id));
      await tell(await readOutcomes(query, missed));
      onCount?.(counts);
      return true;
    }
    await wait(POLL_MS, undefined, { signal }).catch(() => {});
  }
}
