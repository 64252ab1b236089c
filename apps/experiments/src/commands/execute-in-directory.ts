import { UsageError } from "../errors.js";
import { createReporter } from "../output/reporter.js";
import { executeRun } from "../run/execute-run.js";
import { interruptible } from "./interruptible.js";
import type { SessionOptions } from "./run-options.js";

/**
 * Brings a run to its end, and tells of it; interrupted, leaves the exit code of Ctrl-C.
 *
 * @returns Whether it came to its end.
 */
export async function executeInDirectory(
  directory: string,
  { dataDir, checkpointEvery, json = false }: SessionOptions,
): Promise<boolean> {
  if (typeof checkpointEvery !== "number" || !(checkpointEvery >= 0)) {
    throw new UsageError(`--checkpoint-every is ${checkpointEvery}, expected a number from 0.`);
  }
  const reporter = createReporter(process, { json });
  try {
    const ended = await interruptible((signal) =>
      executeRun(directory, {
        dataDir,
        emit: reporter.emit,
        signal,
        checkpointSeconds: checkpointEvery,
      }),
    );
    if (!ended) process.exitCode = 130;
    return ended;
  } finally {
    reporter.close();
  }
}
