import { resolve } from "node:path";
import { type Executor, inlineExecutor, openStore } from "@ebm/sweep";
import { UsageError } from "../errors.js";
import { sweepKinds } from "../sweep/kinds.js";
import { localWorkers } from "../sweep/local-workers.js";
import type { Task } from "../tasks/task.js";
import { fetchOptions } from "./session.js";

export interface ExecutorOptions {
  /** Number of worker processes on this machine. */
  readonly workers: number;
  /** The database of a sweep on several machines. Default: none. */
  readonly databaseUrl?: string | undefined;
  readonly dataDir?: string | undefined;
  /** The place of files of trials. Default: they are not stored. */
  readonly artefacts?: string | undefined;
  readonly tasks: readonly Task[];
}

/** Returns whether the trials run in this process, so that no other may run them. */
export function isInline({
  workers,
  databaseUrl,
}: Pick<ExecutorOptions, "workers" | "databaseUrl">): boolean {
  return databaseUrl === undefined && workers === 1;
}

/**
 * Opens an executor while a function uses it: this process for one worker, otherwise PostgreSQL,
 * either that of the URL or a private one.
 *
 * @param directory The directory of runs, and of the private PostgreSQL.
 */
export async function withExecutor<T>(
  directory: string,
  { workers, databaseUrl, dataDir, artefacts, tasks }: ExecutorOptions,
  use: (executor: Executor) => Promise<T>,
): Promise<T> {
  if (databaseUrl === undefined && workers === 0) {
    throw new UsageError("--workers is 0, which needs --database-url.");
  }
  if (isInline({ workers, databaseUrl })) {
    const kinds = sweepKinds({ directory, tasks, fetch: fetchOptions({ dataDir }) });
    const store = artefacts === undefined ? undefined : await openStore(artefacts);
    return use({
      execute: (sweep, options) =>
        inlineExecutor(kinds[sweep.kind]!.run, { store }).execute(sweep, options),
    });
  }
  const { postgresExecutor, privatePostgres } = await import("@ebm/sweep/postgres");
  const server = databaseUrl === undefined ? await privatePostgres(directory) : undefined;
  const startWorkers = (url: string) =>
    localWorkers({ url, count: workers, directory: resolve(directory), dataDir, artefacts });
  try {
    const url = databaseUrl ?? server!.url;
    const revive = server?.revive;
    return await use(postgresExecutor({ url, revive, ...(workers > 0 && { startWorkers }) }));
  } finally {
    await server?.stop();
  }
}
