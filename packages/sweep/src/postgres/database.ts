import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

/** A pool of connections that waits while PostgreSQL is away. */
export interface Database {
  /** Runs a statement. */
  query<Row extends object = object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs statements for pg-boss, with the results of each. */
  executeSql: Connection["executeSql"];
  /** Runs statements as one transaction. */
  transaction<T>(work: (connection: Connection) => Promise<T>): Promise<T>;
  /**
   * Repeats work until PostgreSQL answers. Other errors are thrown, and the reason of the signal if
   * it aborts.
   */
  patiently<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T>;
  close(): Promise<void>;
}

/** A connection in a transaction, which pg-boss accepts as its `db`. */
export interface Connection {
  query<Row extends object = object>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface DatabaseOptions {
  /** Number of connections. Default: 4. */
  readonly connections?: number | undefined;
  /** Called before a connection is tried again. It may start a database. Default: none. */
  readonly revive?: (() => Promise<void>) | undefined;
}

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2000;

export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { connections = 4, revive } = options;
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    application_name: "ebm",
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  });
  // an idle connection breaks when the database is restarted; the next query opens another
  pool.on("error", () => {});
  const query: Database["query"] = async <Row>(text: string, values: readonly unknown[] = []) =>
    (await pool.query(text, [...values])).rows as Row[];
  return {
    query,
    executeSql: (text, values = []) => pool.query(text, values),
    async transaction(work) {
      const client = await pool.connect();
      let failure: Error | undefined;
      const onError = (error: Error): void => {
        failure = error;
      };
      client.on("error", onError);
      try {
        await client.query("begin");
        const result = await work(connectionOf(client));
        await client.query("commit");
        return result;
      } catch (error) {
        await client.query("rollback").catch((lost: Error) => {
          failure = lost;
        });
        throw error;
      } finally {
        client.off("error", onError);
        client.release(failure);
      }
    },
    async patiently(work, signal) {
      for (let pause = FIRST_WAIT_MS; ; pause = Math.min(2 * pause, LONGEST_WAIT_MS)) {
        try {
          return await work();
        } catch (error) {
          if (!isAway(error)) throw error;
          signal?.throwIfAborted();
          await wait(pause, undefined, signal && { signal }).catch(() => signal!.throwIfAborted());
          // whatever keeps it from starting keeps the next attempt from connecting
          await revive?.().catch(() => {});
        }
      }
    },
    close: () => pool.end(),
  };
}

function connectionOf(client: pg.PoolClient): Connection {
  const run = (text: string, values: readonly unknown[] = []): Promise<pg.QueryResult> =>
    client.query(text, [...values]);
  return {
    query: async <Row>(text: string, values?: readonly unknown[]) =>
      (await run(text, values)).rows as Row[],
    executeSql: run,
  };
}

/** Codes of errors that end when the database or the network is back. */
const AWAY = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  // shut down, crashed, starting, too many connections, serialization
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "40001",
  "40P01",
]);

function isAway(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isAway);
  if (!(error instanceof Error)) return false;
  const { code = "" } = error as NodeJS.ErrnoException;
  return (
    AWAY.has(code) ||
    code.startsWith("08") ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
      error.message,
    )
  );
}
