import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { EbmError } from "@ebm/core/errors";
import type { Feeds } from "@ebm/onnx-export";

/** Threads that each hold a model, and run it on what they are given. */
export interface WorkerPool {
  /** How many wait for work. */
  readonly idle: number;
  /** Runs the model in a thread that waits; there has to be one. */
  run(feeds: Feeds): Promise<Feeds>;
  close(): Promise<void>;
}

/** @throws {EbmError} If the model cannot be loaded. */
export async function openWorkerPool(model: Uint8Array, threads: number): Promise<WorkerPool> {
  const all = await Promise.all(Array.from({ length: threads }, () => start(model)));
  const idle = [...all];
  return {
    get idle() {
      return idle.length;
    },
    async run(feeds) {
      const worker = idle.pop();
      if (!worker) throw new EbmError("WorkerPool: no thread waits for work.");
      try {
        worker.postMessage(feeds);
        const [reply] = (await once(worker, "message")) as [{ outputs?: Feeds; error?: string }];
        if (reply.outputs) return reply.outputs;
        throw new EbmError(`the model: ${reply.error}`);
      } finally {
        idle.push(worker);
      }
    },
    async close() {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}

async function start(workerData: Uint8Array): Promise<Worker> {
  // the entry has the extension of this file: .js once built, .ts from source
  const entry = new URL(import.meta.url.replace("worker-pool", "serve-worker"));
  const worker = new Worker(entry, { workerData });
  await once(worker, "message").catch((cause: Error) => {
    throw new EbmError(`the model cannot be loaded: ${cause.message}`, { cause });
  });
  return worker;
}
