import { EbmError } from "@ebm/core/errors";
import type { CohortTrial, FinishedTrial, Outcome, Sweep, Trial } from "../executor/sweep.js";
import type { Json } from "../json.js";
import type { Connection, Database } from "./database.js";
import { type Queue, TRIALS } from "./queue.js";

/** A trial, and the sweep that it belongs to. */
export interface StoredTrial extends Trial {
  readonly sweep: string;
  readonly kind: string;
  readonly sweepConfig: Json;
  readonly state: "waiting" | "queued" | "done" | "failed";
}

type Query = Connection["query"];

export async function insertSweep(
  query: Query,
  { id, kind, name, config }: Omit<Sweep, "plan">,
): Promise<void> {
  await query(
    "insert into ebm.sweep (id, kind, name, config) values ($1, $2, $3, $4) on conflict do nothing",
    [id, kind, name, JSON.stringify(config)],
  );
}

/** Adds trials in one statement. Those that are known already have no effect. Returns the others. */
export async function insertTrials(
  query: Query,
  sweep: string,
  trials: readonly Trial[],
): Promise<number> {
  const rows = await query<{ count: number }>(
    `with added as (
      insert into ebm.trial (id, sweep, number, cohort, rung, config)
      select id, $1, number, cohort, rung, config::json
      from unnest($2::uuid[], $3::int[], $4::text[], $5::int[], $6::text[])
        as planned (id, number, cohort, rung, config)
      on conflict do nothing returning 1
    ) select count(*)::int as count from added`,
    [
      sweep,
      trials.map(({ id }) => id),
      trials.map(({ number }) => number),
      trials.map(({ cohort }) => cohort),
      trials.map(({ rung }) => rung),
      trials.map(({ config }) => JSON.stringify(config)),
    ],
  );
  return rows[0]!.count;
}

/** Moves trials that wait into the queue, so that it has `depth` jobs for each running one. */
export async function refill(database: Database, queue: Queue, depth: number): Promise<number> {
  return database.transaction(async (connection) => {
    const { query } = connection;
    // one worker is enough; the others find what it adds
    const [lock] = await query<{ held: boolean }>(
      "select pg_try_advisory_xact_lock(hashtext('ebm.refill')) as held",
    );
    if (!lock!.held) return 0;
    const [jobs] = await query<{ active: number; ready: number }>(
      `select count(*) filter (where state = 'active')::int as active,
        count(*) filter (where state < 'active')::int as ready
      from pgboss.job where name = $1 and state <= 'active'`,
      [TRIALS],
    );
    const missing = depth * (jobs!.active + 1) - jobs!.ready;
    if (missing <= 0) return 0;
    const moved = await query<{ id: string }>(
      `with next as (
        select id from ebm.trial where state = 'waiting'
        order by rung desc, number limit $1 for update skip locked
      )
      update ebm.trial set state = 'queued' from next where trial.id = next.id returning trial.id`,
      [missing],
    );
    if (moved.length > 0)
      await queue.add(
        connection,
        moved.map(({ id }) => id),
      );
    return moved.length;
  });
}

export async function readTrial(query: Query, id: string): Promise<StoredTrial> {
  const [trial] = await query<StoredTrial>(
    `select trial.id, number, cohort, rung, trial.config, state, sweep, kind,
      sweep.config as "sweepConfig"
    from ebm.trial join ebm.sweep on sweep.id = trial.sweep where trial.id = $1`,
    [id],
  );
  if (trial) return trial;
  throw new EbmError(`readTrial: there is no trial ${id}.`);
}

/** Writes the outcome of a trial that has none. Returns whether it had none. */
export async function writeOutcome(query: Query, id: string, outcome: Outcome): Promise<boolean> {
  const { result, error, seconds, worker, files } = outcome;
  const rows = await query(
    `update ebm.trial set state = $2, result = $3, error = $4, seconds = $5, worker = $6,
      artefact = $7, finished = nextval('ebm.finished')
    where id = $1 and state not in ('done', 'failed') returning 1`,
    [
      id,
      error === undefined ? "done" : "failed",
      error === undefined ? JSON.stringify(result) : null,
      error ?? null,
      seconds,
      worker,
      files ? JSON.stringify(files) : null,
    ],
  );
  return rows.length > 0;
}

/** Counts a crash of the process that ran a trial. Returns the number of its crashes. */
export async function countCrash(query: Query, id: string): Promise<number> {
  const [row] = await query<{ attempt: number }>(
    "update ebm.trial set attempt = attempt + 1 where id = $1 returning attempt",
    [id],
  );
  return row!.attempt;
}

interface FinishedRow extends Omit<FinishedTrial, "error" | "files"> {
  readonly error: string | null;
  readonly artefact: Readonly<Record<string, string>> | null;
  readonly finished: string;
}

const FINISHED =
  "id, number, cohort, rung, config, result, error, seconds, worker, artefact, finished";

/** Returns the trials that ended after a place in the order of their ends, and the new place. */
export async function readFinished(
  query: Query,
  {
    sweep,
    after,
    limit,
  }: { readonly sweep: string; readonly after: string; readonly limit: number },
): Promise<{ readonly trials: FinishedTrial[]; readonly last: string }> {
  const rows = await query<FinishedRow>(
    `select ${FINISHED} from ebm.trial where sweep = $1 and finished > $2 order by finished limit $3`,
    [sweep, after, limit],
  );
  return { trials: rows.map(finishedOf), last: rows.at(-1)?.finished ?? after };
}

/** Returns a trial that has ended. */
export async function readOutcomes(query: Query, ids: readonly string[]): Promise<FinishedTrial[]> {
  const rows = await query<FinishedRow>(
    `select ${FINISHED} from ebm.trial where id = any($1::uuid[]) order by finished`,
    [ids],
  );
  return rows.map(finishedOf);
}

function finishedOf({ error, artefact, finished: _, result, ...row }: FinishedRow): FinishedTrial {
  const outcome = error === null ? { result } : { error };
  return { ...row, ...outcome, ...(artefact && { files: artefact }) };
}

/** Returns all trials of a cohort, in order. */
export async function readCohort(
  query: Query,
  { sweep, cohort }: { readonly sweep: string; readonly cohort: string },
): Promise<CohortTrial[]> {
  const rows = await query<Trial & { state: string; result: Json; error: string | null }>(
    `select id, number, cohort, rung, config, state, result, error from ebm.trial
    where sweep = $1 and cohort = $2 order by rung, number`,
    [sweep, cohort],
  );
  return rows.map(({ state, result, error, ...trial }) => ({
    ...trial,
    ...(state === "done" && { result }),
    ...(error !== null && { error }),
  }));
}
