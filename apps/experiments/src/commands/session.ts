import type { FetchOptions } from "@ebm/datasets";
import { UsageError } from "../errors.js";
import { createReporter } from "../output/reporter.js";
import { tellDownloads } from "../output/tell-downloads.js";
import type { FitOptions } from "../training/fit.js";
import { interruptible } from "./interruptible.js";
import type { SessionOptions } from "./run-options.js";

/**
 * Does the work of a command that trains: its events are told, and Ctrl-C stops it, which leaves
 * the exit code of that.
 *
 * @param work Returns whether it came to its end.
 */
export async function session(
  { checkpointEvery, json = false }: SessionOptions,
  work: (options: FitOptions) => Promise<boolean>,
): Promise<boolean> {
  if (typeof checkpointEvery !== "number" || !(checkpointEvery >= 0)) {
    throw new UsageError(`--checkpoint-every is ${checkpointEvery}, expected a number from 0.`);
  }
  const { emit, close } = createReporter(process, { json });
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
