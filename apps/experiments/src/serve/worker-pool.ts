import { Worker } from "node:worker_threads";
import { EbmError } from "@ebm/core/errors";
import type { Feeds } from "@ebm/onnx-export";
import { WorkerError } from "./worker-error.js";

/** Threads that each hold a model, and run it on what they are given. */
export interface WorkerPool {
  /** How many wait for work. */
  readonly idle: number;
  /**
   * Runs the model in a thread that waits; there has to be one. Where a thread has died, another
   * takes its place.
   *
   * @throws {WorkerError} If the thread dies of it, or none can be started.
   */
  run(feeds: Feeds): Promise<Feeds>;
  close(): Promise<void>;
}

/** Where a thread is; none, once it has died. */
interface Place {
  worker: Worker | undefined;
  /** Hears what the thread says, or what became of it. */
  hear: (said: unknown) => void;
}

/** @throws {EbmError} If the model cannot be loaded. */
export async function openWorkerPool(model: Uint8Array, threads: number): Promise<WorkerPool> {
  const places = Array.from({ length: threads }, (): Place => {
    return { worker: undefined, hear() {} };
  });
  await Promise.all(places.map((place) => start(place, model)));
  const idle = [...places];
  return {
    get idle() {
      return idle.length;
    },
    async run(feeds) {
      const place = idle.pop();
      if (!place) throw new EbmError("WorkerPool: no thread waits for work.");
      try {
        if (!place.worker) await start(place, model);
        const reply = await next(place, () => place.worker!.postMessage(feeds));
        const { outputs, error } = reply as { outputs?: Feeds; error?: string };
        if (outputs) return outputs;
        throw new EbmError(`the model: ${error}`);
      } finally {
        idle.push(place);
      }
    },
    async close() {
      await Promise.all(places.map(({ worker }) => worker?.terminate()));
    },
  };
}

async function start(place: Place, workerData: Uint8Array): Promise<void> {
  // the entry has the extension of this file: .js once built, .ts from source
  const entry = new URL(import.meta.url.replace("worker-pool", "serve-worker"));
  let cause: Error | undefined;
  await next(place, () => {
    place.worker = new Worker(entry, { workerData })
      .on("message", (said) => place.hear(said))
      .on("error", (error: Error) => {
        cause = error; // the exit follows
      })
      .on("exit", (code) => {
        place.worker = undefined;
        const why = cause?.message ?? `code ${code}`;
        place.hear(new WorkerError(`a thread of the model ended: ${why}.`, { cause }));
      });
  });
}

/** Returns the next message of the thread after `act`. */
function next(place: Place, act: () => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    place.hear = (said) => (said instanceof WorkerError ? reject(said) : resolve(said));
    act();
  });
}
