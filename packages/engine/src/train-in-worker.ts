import { Worker, type WorkerOptions } from "node:worker_threads";
import { DivergedError, EbmError } from "@ebm/core";
import type { Checkpoint } from "./checkpoint.js";
import { disableTelemetry } from "./disable-telemetry.js";
import type { TrainInfo } from "./train-on.js";
import type { Reply, Request, WorkerData } from "./train-worker.js";

export interface WorkerTrainOptions {
  /** A module that exports `start(options, from)`, which returns a `Training` or a promise of one. */
  readonly module: URL | string;
  /** The first argument of `start`: any value that can be cloned. Default: undefined. */
  readonly options?: unknown;
  /** The second argument of `start`, for `from` of `train`. Default: none. */
  readonly from?: Checkpoint;
  /** Options of the thread, such as `execArgv`. Default: those of this thread. */
  readonly worker?: Pick<WorkerOptions, "execArgv" | "env" | "resourceLimits">;
}

/** A training run in another thread. */
export interface WorkerTraining extends AsyncIterable<TrainInfo> {
  checkpoint(): Promise<Checkpoint>;
  /** Frees the memory of the run, and ends the thread. */
  dispose(): Promise<void>;
}

/**
 * Trains in a separate thread, so that the calling thread can answer requests and draw progress bars.
 * Otherwise a step blocks the thread that awaits it.
 *
 * Infos arrive in groups. If you leave the loop early, the run is up to 20 ms ahead of the last info
 * you got; `checkpoint` returns its actual state.
 *
 * @throws {EbmError} While iterating, if the run fails. Its error is the cause.
 * @throws {DivergedError} If it fails because a loss or a gradient is not finite.
 */
export function trainInWorker(options: WorkerTrainOptions): WorkerTraining {
  const { module, options: own, from, worker: threadOptions } = options;
  const workerData: WorkerData = { module: String(module), options: own, from };
  // the thread gets a copy of the environment
  void disableTelemetry();
  // The entry has the extension of this file: .js if built, .ts from source.
  const entry = new URL(import.meta.url.replace("train-in-worker", "train-worker"));
  const worker = new Worker(entry, { ...threadOptions, workerData });
  const ended = new Promise<never>((_, reject) => {
    const fail = (cause: Error): void => reject(failure(cause));
    worker.once("error", fail);
    worker.once("exit", () => fail(new Error("its thread ended")));
  });
  ended.catch(() => {}); // the next request reports it

  let last: Promise<unknown> = Promise.resolve();
  const ask = async <R extends Request>(request: R): Promise<Reply[R]> => {
    const before = last;
    const answer = (async () => {
      await before.catch(() => {});
      worker.postMessage(request);
      const reply = new Promise<Reply[R]>((resolve) => worker.once("message", resolve));
      return Promise.race([reply, ended]);
    })();
    last = answer;
    return answer;
  };

  return {
    async *[Symbol.asyncIterator]() {
      for (let infos = await ask("advance"); infos.length > 0; infos = await ask("advance")) {
        yield* infos;
      }
    },
    checkpoint: () => ask("checkpoint"),
    async dispose() {
      await ask("dispose").catch(() => {});
      await worker.terminate();
    },
  };
}

/** An error that crosses threads loses its class, but keeps its properties. */
function failure(cause: Error & { readonly step?: number }): EbmError {
  const message = `trainInWorker: the run failed: ${cause.message}`;
  const { name, step } = cause;
  return name === "DivergedError" && step !== undefined
    ? new DivergedError(message, { step, cause })
    : new EbmError(message, { cause });
}
