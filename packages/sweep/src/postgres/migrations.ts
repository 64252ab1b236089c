import { EbmError } from "@ebm/core/errors";
import type { Database } from "./database.js";

/** The steps to the newest tables. A step that was released never changes; new ones are added. */
const migrations: readonly string[] = [
  `
  create table ebm.sweep (
    id uuid primary key,
    kind text not null,
    name text not null,
    -- json rather than jsonb, which would sort the keys
    config json not null,
    created_at timestamptz not null default now()
  );
  create sequence ebm.finished;
  create table ebm.trial (
    id uuid primary key,
    sweep uuid not null references ebm.sweep,
    number int not null,
    cohort text not null,
    rung int not null,
    config json not null,
    -- waiting, queued (a job of the queue), done, failed
    state text not null default 'waiting',
    -- number of processes that crashed on it
    attempt int not null default 0,
    result json,
    error text,
    artefact json,
    worker text,
    seconds double precision,
    finished bigint
  );
  create index trial_waiting on ebm.trial (rung desc, number) where state = 'waiting';
  create index trial_queued on ebm.trial (id) where state = 'queued';
  create index trial_finished on ebm.trial (sweep, finished) where finished is not null;
  create index trial_cohort on ebm.trial (sweep, cohort, rung);
  `,
];

/** A number that no other program uses to lock the migrations. */
const LOCK = 3_316_022_517;

/**
 * Brings the tables of sweeps up to date. Several processes may do so at once.
 *
 * @throws {EbmError} If a newer program made the tables.
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async ({ query }) => {
    await query("select pg_advisory_xact_lock($1)", [LOCK]);
    await query("create schema if not exists ebm");
    await query(
      "create table if not exists ebm.migration (version int primary key, applied_at timestamptz not null default now())",
    );
    const [row] = await query<{ version: number | null }>(
      "select max(version) as version from ebm.migration",
    );
    const version = row!.version ?? 0;
    if (version > migrations.length) {
      throw new EbmError(
        `migrate: the database has version ${version}, expected ${migrations.length} or older. Update this program.`,
      );
    }
    for (const [i, statements] of migrations.entries()) {
      if (i < version) continue;
      await query(statements);
      await query("insert into ebm.migration (version) values ($1)", [i + 1]);
    }
  });
}
