import { resolve } from "node:path";
import { childRunner, openStore, serveTrials } from "@ebm/sweep";
import { type Command, Option } from "commander";
import { sweepKinds } from "../sweep/kinds.js";
import type { Task } from "../tasks/task.js";
import { parseWhole } from "./parse-whole.js";
import { fetchOptions } from "./session.js";
import { dataDirOption } from "./session-options.js";

interface WorkerOptions {
  readonly databaseUrl: string;
  readonly workDir: string;
  readonly maxTrials?: number;
  readonly idleExit?: number;
  readonly grace: number;
  readonly artefacts?: string;
  readonly json?: boolean;
  readonly dataDir?: string;
}

/** Adds `ebm worker`, and the command of the process in which it runs trials. */
export function addWorker(program: Command, tasks: readonly Task[]): void {
  program
    .command("worker")
    .summary("run the trials of sweeps in a database, on any machine")
    .description(
      `Runs one trial of the sweeps in a PostgreSQL database after another. Start one for each core, on any number of machines. A process of its own trains with one thread; this one tells the database that it is alive. If it dies, another worker continues the trial within 20 seconds. SIGTERM or Ctrl-C gives the running trial back at once; with --grace, it may end first. While the database is away, the worker keeps its result.`,
    )
    .addOption(databaseUrlOption().env("EBM_DATABASE_URL").makeOptionMandatory())
    .option(
      "--work-dir <directory>",
      "directory of runs and checkpoints; workers that share it continue each other's trials",
      "work",
    )
    .option(
      "--max-trials <n>",
      "number of trials after which the worker ends (default: no limit)",
      parseWhole("--max-trials", { least: 1 }),
    )
    .option(
      "--idle-exit <seconds>",
      "seconds without a trial after which the worker ends (default: never)",
      parseWhole("--idle-exit"),
    )
    .option(
      "--grace <seconds>",
      "seconds that a trial may continue after SIGTERM",
      parseWhole("--grace"),
      0,
    )
    .addOption(artefactsOption())
    .option("--json", "print one JSON object per event on stdout")
    .addOption(dataDirOption())
    .action((options: WorkerOptions) => work(options, tasks));

  program
    .command("trial-process", { hidden: true })
    .requiredOption("--work-dir <directory>")
    .addOption(dataDirOption())
    .action(({ workDir, dataDir }: Pick<WorkerOptions, "workDir" | "dataDir">) => {
      const kinds = sweepKinds({ directory: workDir, tasks, fetch: fetchOptions({ dataDir }) });
      serveTrials(Object.fromEntries(Object.entries(kinds).map(([name, { run }]) => [name, run])));
    });
}

/** Returns the option that names a database. Only workers and sweeps find it in the environment. */
export function databaseUrlOption(): Option {
  return new Option(
    "--database-url <url>",
    "PostgreSQL that the processes share: postgresql://user:password@host/database",
  );
}

export function artefactsOption(): Option {
  return new Option(
    "--artefacts <place>",
    "directory or s3://bucket/prefix to store checkpoints of trials in (default: only where they ran)",
  );
}

/** Milliseconds within which a second signal is the same key press. */
const SAME_SIGNAL_MS = 1000;

async function work(options: WorkerOptions, tasks: readonly Task[]): Promise<void> {
  const { databaseUrl, maxTrials, idleExit, grace, artefacts, json, dataDir } = options;
  const store = artefacts === undefined ? undefined : await openStore(artefacts);
  const { migrate, openDatabase, openQueue, runWorker } = await import("@ebm/sweep/postgres");
  const directory = resolve(options.workDir);
  const fetch = fetchOptions({ dataDir });
  const runner = childRunner({
    entry: process.argv[1]!,
    args: ["trial-process", "--work-dir", directory, ...(dataDir ? ["--data-dir", dataDir] : [])],
  });
  const kinds = Object.fromEntries(
    Object.entries(sweepKinds({ directory, tasks, fetch })).map(([name, { plan }]) => [
      name,
      { run: runner.run(name), plan },
    ]),
  );
  const [stop, finish] = [new AbortController(), new AbortController()];
  let first = Number.POSITIVE_INFINITY;
  const onSignal = (): void => {
    // a second signal ends it, even if the database is away
    if (performance.now() > first + SAME_SIGNAL_MS) process.exit(143);
    if (finish.signal.aborted) return;
    first = performance.now();
    finish.abort(new Error("the worker stopped"));
    setTimeout(() => stop.abort(new Error("the worker stopped")), 1000 * grace).unref();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, onSignal);
  // a worker of `ebm sweep` ends with it
  process.on("disconnect", onSignal);
  const database = openDatabase(databaseUrl);
  try {
    const queue = await database.patiently(async () => {
      await migrate(database);
      return openQueue(database);
    }, finish.signal);
    await runWorker({
      ...{ database, queue, kinds, store, maxTrials, idleExit },
      signal: stop.signal,
      finish: finish.signal,
      onEvent: (event) => {
        if (json) process.stdout.write(`${JSON.stringify(event)}\n`);
      },
    });
    await queue.close().catch(() => {});
  } catch (error) {
    if (!finish.signal.aborted) throw error;
  } finally {
    runner.close();
    await database.close();
    if (process.connected) process.disconnect();
  }
}
