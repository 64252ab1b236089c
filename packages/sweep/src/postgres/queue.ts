import { type Db, type Job, PgBoss } from "pg-boss";
import type { Connection, Database } from "./database.js";

/** The queue that all sweeps of a database share. A job carries the id of a trial. */
export interface Queue {
  /** Claims a job. Undefined if there is none. */
  fetch(): Promise<Claim | undefined>;
  /** Adds trials in a transaction. */
  add(connection: Connection, ids: readonly string[]): Promise<void>;
  /** Tells that a claim is alive. Returns whether it is still held. */
  beat(claim: Claim): Promise<boolean>;
  /** Ends a claim in a transaction. Returns whether it was held. */
  complete(connection: Connection, claim: Claim): Promise<boolean>;
  /** Gives a claim back. Another worker may fetch it at once. Returns whether it was held. */
  release(claim: Claim, reason: string): Promise<boolean>;
  /** Adds a trial that failed for good, with its log, to the queue of dead letters. */
  bury(connection: Connection, claim: Claim, log: string): Promise<void>;
  /** Fails overdue claims now, instead of within seconds. */
  supervise(): Promise<void>;
  close(): Promise<void>;
}

/** The right of one worker to run a trial, which ends if the worker does not beat. */
export type Claim = Job<{ readonly trial: string }>;

export const TRIALS = "ebm-trial";
const DEAD = "ebm-dead";

/** Seconds without a beat after which a claim ends. pg-boss allows no fewer. */
const HEARTBEAT_SECONDS = 10;
const SUPERVISE_SECONDS = 5;
/** The longest time of an attempt. pg-boss allows no more. */
const DAY_SECONDS = 86_400;
const WEEK_SECONDS = 7 * DAY_SECONDS;
const HOUR_SECONDS = 3600;
/** Number of times that a trial may be given back or lose its worker. */
const RETRIES = 100;

/** A number that no other program uses to lock the tables of the queue. */
const LOCK = 3_316_022_518;

export async function openQueue(database: Database): Promise<Queue> {
  const boss = new PgBoss({
    db: { executeSql: database.executeSql as Db["executeSql"] },
    schema: "pgboss",
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  });
  // it goes on by itself when the database is back
  boss.on("error", () => {});
  // processes that start together would make the same tables
  await database.transaction(async ({ query }) => {
    await query("select pg_advisory_xact_lock($1)", [LOCK]);
    await boss.start();
    await boss.createQueue(DEAD, { retentionSeconds: WEEK_SECONDS });
    await boss.createQueue(TRIALS, {
      deadLetter: DEAD,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: DAY_SECONDS,
      retentionSeconds: 52 * WEEK_SECONDS,
      deleteAfterSeconds: HOUR_SECONDS,
      retryLimit: RETRIES,
      retryDelay: 0,
    });
  });
  const isHeld = (response: object): boolean =>
    (response as { readonly affected: number }).affected > 0;
  return {
    fetch: async () => (await boss.fetch<{ trial: string }>(TRIALS))[0],
    async add(connection, ids) {
      const jobs = ids.map((id) => ({ id, data: { trial: id } }));
      await boss.insert(TRIALS, jobs, { db: connection as Db });
    },
    beat: async (claim) => isHeld(await boss.touch(TRIALS, claim)),
    complete: async (connection, claim) =>
      isHeld(await boss.complete(TRIALS, claim, null, { db: connection as Db })),
    release: async (claim, reason) => isHeld(await boss.fail(TRIALS, claim, { reason })),
    async bury(connection, { id }, log) {
      const job = { data: { trial: id, log } };
      await boss.insert(DEAD, [job], { db: connection as Db });
    },
    supervise: () => boss.supervise(TRIALS),
    close: () => boss.stop({ graceful: false, close: false }),
  };
}
