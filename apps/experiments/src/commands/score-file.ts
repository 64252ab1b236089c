import { rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { EbmError } from "@ebm/core/errors";
import type { Counts } from "@ebm/sweep";
import { UsageError } from "../errors.js";
import { shownPath } from "../output/shown-path.js";
import { formatSeconds } from "../report/format.js";
import { lockDirectory } from "../run-files/lock-directory.js";
import { makeDirectory } from "../run-files/make-directory.js";
import { planShards } from "../score/plan-shards.js";
import { claimDirectory } from "../sweep/claim-directory.js";
import { trialsFile } from "../sweep/trials-file.js";
import { interruptible } from "./interruptible.js";
import { isDirectory } from "./is-directory.js";
import { type ExecutorOptions, isInline, withExecutor } from "./with-executor.js";

export interface ScoreFileOptions extends ExecutorOptions {
  readonly out?: string | undefined;
  readonly steps: number;
  readonly seed: number;
  readonly shardRows: number;
  readonly reading: Parameters<typeof planShards>[0]["reading"];
}

/** The directory of the files that only ebm reads. Engines skip names that begin with an underscore. */
const STATE = "_ebm";

/**
 * Scores a Parquet file of any size in shards, and writes a directory of Parquet files. If it is
 * stopped, the same call continues.
 */
export async function scoreFile(
  model: string,
  input: string,
  options: ScoreFileOptions,
): Promise<void> {
  if (options.out === undefined) {
    throw new UsageError("--workers needs --out, a directory for the parts of the result.");
  }
  if (await isDirectory(model)) {
    throw new EbmError(
      `${model} is a directory, expected an ONNX file. Write it by \`ebm export\`.`,
    );
  }
  const out = resolve(options.out);
  const { steps, seed, shardRows, reading } = options;
  const sweep = await planShards({ model, input, out, steps, seed, shardRows, reading });
  const state = join(out, STATE);
  await makeDirectory(state);
  const lock = await lockDirectory(state);
  if (!isInline(options)) await lock.release();
  try {
    await claimDirectory(state, sweep);
    const file = trialsFile(join(state, "trials.jsonl"));
    const finished = await file.read();
    const show = progress();
    const failures: string[] = [];
    const ended = await withExecutor(state, options, (executor) =>
      interruptible(
        (signal) =>
          executor.execute(sweep, {
            finished,
            signal,
            onCount: show,
            async onFinish(trial) {
              if (trial.error !== undefined) failures.push(trial.error);
              await file.append(trial);
            },
          }),
        () => process.stderr.write("Stopped. The same command continues.\n"),
      ),
    );
    if (!ended) return void process.stderr.write("Stopped. The same command continues.\n");
    if (failures.length > 0) throw new EbmError(failures[0]!.split("\n")[0]!);
    await rm(join(state, "postgres"), { recursive: true, force: true });
    await writeFile(join(out, "_SUCCESS"), "");
    process.stdout.write(`${shownPath(out)}\n`);
  } finally {
    await lock.release();
  }
}

/** Writes a line on stderr at most every few seconds. */
function progress(): (counts: Counts) => void {
  const start = performance.now();
  let [first, shown] = [-1, Number.NEGATIVE_INFINITY];
  return ({ total, done }) => {
    if (first === -1) first = done;
    const isDue = performance.now() - shown > 5000 || done === total;
    if (!isDue) return;
    shown = performance.now();
    const seconds = (performance.now() - start) / 1000;
    const left =
      done > first ? `, ${formatSeconds((seconds / (done - first)) * (total - done))} left` : "";
    process.stderr.write(`${done} of ${total} shards${left}\n`);
  };
}
