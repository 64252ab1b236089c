import type { ServedTensors } from "./dtypes.js";
import { joinRows } from "./join-rows.js";
import { takeRows } from "./take-rows.js";
import type { WorkerPool } from "./worker-pool.js";

/** A queue of requests that run when a worker is idle. */
export interface Batcher {
  /** Number of waiting requests. */
  readonly waiting: number;
  /** Runs a request. On abort it rejects at once, with the reason. */
  run(tensors: ServedTensors, signal: AbortSignal): Promise<ServedTensors>;
  /** Starts waiting requests if a worker is idle. */
  work(): void;
}

export interface BatcherOptions {
  /** Whether rows of several requests may run together. */
  readonly rowWise: boolean;
  /** The largest number of rows that run together. */
  readonly rows: number;
  /** Called with the number of rows of each run. */
  onBatch?(rows: number): void;
}

interface Request {
  readonly tensors: ServedTensors;
  readonly rows: number;
  readonly signal: AbortSignal;
  /** Whether it runs alone, because it failed together with others. */
  readonly alone: boolean;
  resolve(outputs: ServedTensors): void;
  reject(error: unknown): void;
}

/** The time in ms that a run continues after its last request was given up. */
const LINGER = 250;

/**
 * Runs requests in the order in which they arrive. If the model computes each row by itself,
 * requests that arrive while all workers are busy run together, up to `rows` rows. A run is killed
 * soon after all its requests have been given up. If a run of several requests fails, each runs
 * once more alone, so that one request cannot fail the others.
 */
export function createBatcher(
  pool: WorkerPool,
  { rowWise, rows: most, onBatch = () => {} }: BatcherOptions,
): Batcher {
  const queue: Request[] = [];

  const next = (): Request[] => {
    const taken = [queue.shift()!];
    let rows = taken[0]!.rows;
    while (rowWise && !taken[0]!.alone && queue[0] && !queue[0].alone) {
      rows += queue[0].rows;
      if (rows > most) break;
      taken.push(queue.shift()!);
    }
    return taken;
  };

  const work = (): void => {
    while (queue.length > 0 && pool.idle > 0) void run(next());
  };

  // at the end of the turn, so that requests that are read in it run together
  let isDue = false;
  const workSoon = (): void => {
    if (isDue) return;
    isDue = true;
    setImmediate(() => {
      isDue = false;
      work();
    });
  };

  const run = async (requests: readonly Request[]): Promise<void> => {
    const tensors = joinRows(requests.map((request) => request.tensors));
    onBatch(requests.reduce((sum, { rows }) => sum + rows, 0));
    const watch = abandoned(requests);
    try {
      const outputs = await pool.run(tensors, watch.signal);
      let start = 0;
      for (const { rows, resolve } of requests) {
        resolve(requests.length === 1 ? outputs : takeRows(outputs, { start, rows }));
        start += rows;
      }
    } catch (error) {
      if (requests.length === 1) requests[0]!.reject(error);
      else
        queue.unshift(...requests.filter(wanted).map((request) => ({ ...request, alone: true })));
    } finally {
      watch.end();
      work();
    }
  };

  return {
    get waiting() {
      return queue.length;
    },
    run: (tensors, signal) =>
      new Promise((resolve, reject) => {
        const rows = Object.values(tensors)[0]?.shape[0] ?? 1;
        queue.push({ tensors, rows, signal, alone: false, resolve, reject });
        signal.addEventListener("abort", () => {
          const place = queue.findIndex((request) => request.signal === signal);
          if (place >= 0) queue.splice(place, 1);
          reject(signal.reason);
        });
        workSoon();
      }),
    work,
  };
}

const wanted = ({ signal }: Request): boolean => !signal.aborted;

/** Returns a signal that aborts soon after all of the given requests were given up. */
function abandoned(requests: readonly Request[]): { signal: AbortSignal; end(): void } {
  const all = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const check = (): void => {
    if (requests.some(wanted)) return;
    timer ??= setTimeout(() => all.abort(requests[0]!.signal.reason), LINGER);
  };
  for (const { signal } of requests) signal.addEventListener("abort", check);
  return {
    signal: all.signal,
    end() {
      clearTimeout(timer);
      for (const { signal } of requests) signal.removeEventListener("abort", check);
    },
  };
}
