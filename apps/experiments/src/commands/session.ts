import type { FetchOptions } from "@ebm/datasets";
import { UsageError } from "../errors.js";
import { createReporter } from "../output/reporter.js";
import { tellDownloads } from "../output/tell-downloads.js";
import type { FitOptions } from "../run/fit.js";
import type { Run } from "../run/load-run.js";
import { interruptible } from "./interruptible.js";
import type { SessionOptions } from "./session-options.js";

/**
 * Does the work of a command that trains: shows its events, and lets Ctrl-C stop it, which sets the
 * exit code.
 *
 * @param work Returns whether it came to its end.
 */
export async function session(
  { task, config }: Pick<Run, "task" | "config">,
  { checkpointEvery, json = false }: SessionOptions,
  work: (options: Omit<FitOptions, "lock">) => Promise<boolean>,
): Promise<boolean> {
  if (typeof checkpointEvery !== "number" || !(checkpointEvery >= 0)) {
    throw new UsageError(`--checkpoint-every is ${checkpointEvery}, expected a number from 0.`);
  }
  const { metricFacts } = task;
  const published = task.published(config);
  const { emit, close } = createReporter(process, { json, metricFacts, published });
  try {
    const ended = await interruptible((signal) =>
      work({ emit, signal, checkpointSeconds: checkpointEvery }),
    );
    if (!ended) process.exitCode = 130;
    return ended;
  } finally {
    close();
  }
}

/** Where a command takes data sets from, and how it tells of downloads. */
export function fetchOptions({ dataDir }: { readonly dataDir?: string | undefined }): FetchOptions {
  return { dataDir, onProgress: tellDownloads(process.stderr) };
}
