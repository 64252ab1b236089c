import { setTimeout as delay } from "node:timers/promises";
import { ServeError } from "./serve-error.js";
import {
  type ModelWorker,
  startWorker,
  type WorkerLimits,
  type WorkerProgram,
} from "./start-worker.js";

/** Processes that each hold a model. A process that ends is replaced. */
export interface WorkerPool<I, O> {
  readonly size: number;
  /** Number of idle workers. */
  readonly idle: number;
  /** Number of workers that have been replaced. */
  readonly replaced: number;
  /**
   * Runs the model in an idle worker, which must exist. Kills the worker on abort.
   *
   * @throws {ServeError} If the worker dies, or the model refuses its inputs.
   */
  run(request: I, signal: AbortSignal): Promise<O>;
  close(): Promise<void>;
}

export interface WorkerPoolOptions extends WorkerLimits {
  readonly workers: number;
  /** Called when a worker becomes idle. */
  onIdle(): void;
}

/** @throws {ServeError} If the model cannot be loaded. */
export async function openWorkerPool<I extends object, O>(
  program: WorkerProgram,
  { workers: size, onIdle, ...limits }: WorkerPoolOptions,
): Promise<WorkerPool<I, O>> {
  const all = new Set<ModelWorker<I, O>>();
  const idle: ModelWorker<I, O>[] = [];
  let [replaced, closed] = [0, false];

  const add = async (): Promise<void> => {
    const worker = await startWorker<I, O>(program, limits);
    if (closed) return worker.kill();
    all.add(worker);
    idle.push(worker);
    void worker.ended.then(() => void replace(worker));
    onIdle();
  };
  const replace = async (worker: ModelWorker<I, O>): Promise<void> => {
    all.delete(worker);
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    while (!closed) {
      replaced++;
      const added = await add().then(
        () => true,
        () => false,
      );
      if (added) return;
      await delay(1000, undefined, { ref: false });
    }
  };

  try {
    await Promise.all(Array.from({ length: size }, add));
  } catch (error) {
    closed = true;
    for (const worker of all) worker.kill();
    throw error;
  }
  return {
    size,
    get idle() {
      return idle.length;
    },
    get replaced() {
      return replaced;
    },
    async run(request, signal) {
      const worker = idle.pop();
      if (!worker) throw new ServeError(503, "no worker is idle.");
      try {
        return await worker.run(request, signal);
      } finally {
        if (worker.isAlive) {
          idle.push(worker);
          onIdle();
        }
      }
    },
    async close() {
      closed = true;
      for (const worker of all) worker.kill();
      await Promise.all([...all].map(({ ended }) => ended));
    },
  };
}
