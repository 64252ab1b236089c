import { basename, extname, join, resolve } from "node:path";
import { openStore, type Sweep } from "@ebm/sweep";
import type { Command } from "commander";
import { z } from "zod";
import { UsageError } from "../errors.js";
import { shownPath } from "../output/shown-path.js";
import { rankingLines, sweepView } from "../output/sweep-view.js";
import { lockDirectory } from "../run-files/lock-directory.js";
import { makeDirectory } from "../run-files/make-directory.js";
import { claimDirectory } from "../sweep/claim-directory.js";
import { exportTrials } from "../sweep/export-trials.js";
import { readSweepFile } from "../sweep/read-sweep-file.js";
import { restoreBest } from "../sweep/restore-best.js";
import { runSweep } from "../sweep/run-sweep.js";
import type { RunSweepConfig } from "../sweep/run-sweep-config.js";
import { sweepSchema } from "../sweep/sweep-schema.js";
import { trialsFile } from "../sweep/trials-file.js";
import type { Task } from "../tasks/task.js";
import { interruptible } from "./interruptible.js";
import { parseWhole } from "./parse-whole.js";
import { dataDirOption } from "./session-options.js";
import { isInline, withExecutor } from "./with-executor.js";
import { artefactsOption, databaseUrlOption } from "./worker.js";

interface SweepOptions {
  readonly out?: string;
  readonly export: readonly string[];
  readonly schema?: boolean;
  readonly workers: number;
  readonly databaseUrl?: string;
  readonly artefacts?: string;
  readonly json?: boolean;
  readonly dataDir?: string;
}

/** Adds `ebm sweep`. */
export function addSweep(program: Command, tasks: readonly Task[]): void {
  program
    .command("sweep")
    .summary("run many trials of a task: settings, data sets and seeds")
    .description(
      `Runs the trials of a JSON file: any task of \`ebm run\`, points of a search space (grid, random or Sobol), data sets and seeds. Ranks the points of each data set by the mean of a metric over seeds, on validation rows if there are any. Saves each trial in trials.jsonl as it ends: after Ctrl-C, the same command continues. Each trial is a run in runs/, without ONNX files and report, which \`ebm resume\` adds.

With --workers 2 or more, the trials are in a PostgreSQL that runs in the directory of the sweep. With --database-url, they are in a database that \`ebm worker\` on other machines shares. Then a killed process, machine or database loses no result.`,
    )
    .argument("[file]", "the JSON file of the sweep")
    .option("--out <directory>", "directory of the sweep (default: sweeps/, then the file's name)")
    .option(
      "--export <file>",
      "also write all trials to a .csv or .parquet file, or to a .log that optuna-dashboard reads; may be repeated",
      (file: string, files: readonly string[]) => [...files, file],
      [],
    )
    .option(
      "--workers <n>",
      "number of processes on this machine, which share a database if there are several",
      parseWhole("--workers"),
      1,
    )
    .addOption(databaseUrlOption().env("EBM_DATABASE_URL"))
    .addOption(artefactsOption())
    .option("--schema", "print the JSON Schema of the file")
    .option("--json", "print one JSON object per line on stdout, and nothing else there")
    .addOption(dataDirOption())
    .addHelpText(
      "after",
      `
Example of a file:
  {
    "task": "multilabel",
    "data": [{ "dataset": "yeast" }, { "dataset": "emotions" }],
    "seeds": [0, 1, 2],
    "settings": { "model": "unary", "validationShare": 0.2 },
    "space": { "learningRate": { "min": 1e-4, "max": 1e-1, "scale": "log" } },
    "search": { "method": "sobol", "trials": 16 }
  }`,
    )
    .action(async (path: string | undefined, options: SweepOptions) => {
      if (options.schema) {
        process.stdout.write(`${JSON.stringify(z.toJSONSchema(sweepSchema), null, 2)}\n`);
        return;
      }
      if (path === undefined) throw new UsageError("expected the JSON file of a sweep.");
      const full = resolve(path);
      const sweep = await runSweep({ path: full, file: await readSweepFile(full), tasks });
      await execute(sweep, { out: defaultDirectory(full), ...options, tasks });
    });
}

const defaultDirectory = (path: string): string => join("sweeps", basename(path, extname(path)));

interface Execution extends SweepOptions {
  readonly out: string;
  readonly tasks: readonly Task[];
}

async function execute(sweep: Sweep, options: Execution): Promise<void> {
  const { out, export: exports, json } = options;
  const directory = resolve(out);
  const file = trialsFile(join(directory, "trials.jsonl"));
  const config = sweep.config as unknown as RunSweepConfig;
  await makeDirectory(directory);
  const lock = await lockDirectory(directory);
  // a sweep in a database may be executed by several processes
  if (!isInline(options)) await lock.release();
  await withExecutor(directory, options, async (executor) => {
    await claimDirectory(directory, sweep);
    const finished = await file.read();
    const tell = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`);
    const view = json ? undefined : sweepView(process.stderr, { config, finished });
    const stopped = (): void => {
      view?.close();
      if (json) tell({ event: "interrupted" });
      else process.stderr.write("Stopped. The same command continues.\n");
    };
    const ended = await interruptible(
      (signal) =>
        executor.execute(sweep, {
          finished,
          signal,
          onCount: (counts) => (json ? tell({ event: "count", ...counts }) : view?.count(counts)),
          async onFinish(trial) {
            await file.append(trial);
            if (json) tell({ event: "trial", ...trial });
            else view?.finish(trial);
          },
        }),
      stopped,
    );
    if (!ended) return stopped();
    view?.close();
    await file.sort();
    const trials = await file.read();
    for (const target of exports) await exportTrials(resolve(target), { config, trials });
    if (options.artefacts !== undefined) {
      const store = await openStore(options.artefacts);
      await restoreBest(join(directory, "runs"), { config, trials, store });
    }
    const failed = trials.filter(({ error }) => error !== undefined).length;
    if (failed > 0) process.exitCode = 1;
    if (json) return tell({ event: "result", sweep: directory, trials: trials.length, failed });
    const lines = rankingLines(config, trials, 10);
    const path = shownPath(join(directory, "trials.jsonl"));
    process.stdout.write(`${[...lines, "", `Trials: ${path}`].join("\n")}\n`);
  }).finally(() => lock.release());
}
