import { availableParallelism } from "node:os";
import { checkCount } from "@ebm/core/check";
import type { Checkpoint } from "./checkpoint.js";
import { trainInWorker, type WorkerTrainOptions } from "./train-in-worker.js";
import type { TrainInfo } from "./train-on.js";

export interface TrainManyOptions extends Pick<WorkerTrainOptions, "module" | "worker"> {
  /** The options of each run, such as its seed and learning rate: the first arguments of `start`. */
  readonly runs: readonly unknown[];
  /** Number of runs at once, each in a thread of its own. Default: the number of cores. */
  readonly threads?: number;
  /** Receives the results of steps, with the index of their run. Default: none. */
  readonly onInfo?: (info: TrainInfo, run: number) => void;
}

/** The end of one of many runs. */
export interface ManyResult {
  readonly checkpoint: Checkpoint;
  /** The result of its last step. Undefined if it made none. */
  readonly last: TrainInfo | undefined;
}

/**
 * Trains many models at once, such as one for each seed and learning rate. Each run has a thread and
 * computes on it alone, so it makes the same steps, bit for bit, as without the others. Small models
 * train faster so than with several threads for one.
 *
 * @returns The results in the order of `runs`.
 * @throws {EbmError} If a run fails. The others are ended.
 */
export async function trainMany(options: TrainManyOptions): Promise<ManyResult[]> {
  const { module, worker = {}, runs, threads = availableParallelism(), onInfo } = options;
  checkCount("trainMany", { threads });
  const results: ManyResult[] = [];
  const open = new Set<ReturnType<typeof trainInWorker>>();
  let next = 0;

  const trainNext = async (): Promise<void> => {
    while (next < runs.length) {
      const index = next++;
      const training = trainInWorker({ module, options: runs[index], worker });
      open.add(training);
      let last: TrainInfo | undefined;
      for await (const info of training) {
        last = info;
        onInfo?.(info, index);
      }
      results[index] = { checkpoint: await training.checkpoint(), last };
      await training.dispose();
      open.delete(training);
    }
  };

  try {
    await Promise.all(Array.from({ length: Math.min(threads, runs.length) }, trainNext));
    return results;
  } finally {
    next = runs.length;
    await Promise.all([...open].map((training) => training.dispose()));
  }
}
