import type { FetchOptions } from "@ebm/datasets";
import { UsageError } from "../errors.js";
import { createReporter } from "../output/reporter.js";
import { tellDownloads } from "../output/tell-downloads.js";
import { executeRun } from "../run/execute-run.js";
import type { FitOptions } from "../run/fit.js";
import type { Run } from "../run/load-run.js";
import type { Emit } from "../run-files/events.js";
import { interruptible } from "./interruptible.js";
import type { SessionOptions } from "./session-options.js";

/** The tools of a command that trains. */
export interface Session {
  readonly emit: Emit;
  /** Trains a run and finishes it, unless Ctrl-C stops it. Returns whether it was completed. */
  execute(run: Run, held: Pick<FitOptions, "lock" | "force">): Promise<boolean>;
}

/**
 * Runs the work of a command that trains, and shows its events. Ctrl-C ends the process at once
 * while data are loaded. While a run is executed, Ctrl-C stops it in an orderly way. Sets the exit
 * code.
 *
 * @param work Returns whether it was completed.
 */
export async function session(
  { task, config }: Pick<Run, "task" | "config">,
  { checkpointEvery, json = false }: SessionOptions,
  work: (session: Session) => Promise<boolean>,
): Promise<boolean> {
  if (typeof checkpointEvery !== "number" || !(checkpointEvery >= 0)) {
    throw new UsageError(`--checkpoint-every is ${checkpointEvery}, expected a number from 0.`);
  }
  const { metricFacts } = task;
  const published = task.published(config);
  const reporter = createReporter(process, { json, metricFacts, published });
  let step = 0;
  const emit: Emit = (event) => {
    if ("step" in event) step = event.step;
    reporter.emit(event);
  };
  try {
    return await work({
      emit,
      execute: (run, held) =>
        interruptible(
          (signal, release) =>
            executeRun(run, {
              ...{ emit, signal, release, checkpointSeconds: checkpointEvery },
              ...held,
            }),
          () => {
            emit({ event: "interrupted", run: run.directory, step });
            reporter.close();
          },
        ),
    });
  } finally {
    reporter.close();
  }
}

/** Returns the sources of data sets. Reports downloads. */
export function fetchOptions({ dataDir }: { readonly dataDir?: string | undefined }): FetchOptions {
  return { dataDir, onProgress: tellDownloads(process.stderr) };
}
