import type { WorkerPool } from "./worker-pool.js";

/** A queue of requests that run when a worker is idle. */
export interface Batcher<I, O> {
  /** Number of waiting requests. */
  readonly waiting: number;
  /** Runs a request. On abort it rejects at once, with the reason. */
  run(inputs: I, signal: AbortSignal): Promise<O>;
  /** Starts waiting requests if a worker is idle. */
  work(): void;
}

/** Functions that let rows of several requests run together. */
export interface Together<I, O> {
  join(requests: readonly I[]): I;
  /** Returns the outputs of some rows. */
  take(outputs: O, part: { readonly start: number; readonly rows: number }): O;
}

export interface BatcherOptions<I, O> {
  /** Returns the number of rows of a request. */
  rowsOf(inputs: I): number;
  /** Default: each request runs alone. */
  readonly together?: Together<I, O> | undefined;
  /** The largest number of rows that run together. */
  readonly rows: number;
  /** Called with the number of rows of each run. */
  onBatch?(rows: number): void;
}

interface Request<I, O> {
  readonly inputs: I;
  readonly rows: number;
  readonly signal: AbortSignal;
  /** Whether it runs alone, because it failed together with others. */
  readonly alone: boolean;
  resolve(outputs: O): void;
  reject(error: unknown): void;
}

type Wanted = Pick<Request<unknown, unknown>, "signal">;

/** The time in ms that a run continues after its last request was given up. */
const LINGER = 250;

/**
 * Runs requests in the order in which they arrive. If rows of several requests may run together,
 * requests that arrive while all workers are busy do so, up to `rows` rows. A run is killed
 * soon after all its requests have been given up. If a run of several requests fails, each runs
 * once more alone, so that one request cannot fail the others.
 */
export function createBatcher<I, O>(
  pool: WorkerPool<I, O>,
  { rowsOf, together, rows: most, onBatch = () => {} }: BatcherOptions<I, O>,
): Batcher<I, O> {
  const queue: Request<I, O>[] = [];

  const next = (): Request<I, O>[] => {
    const taken = [queue.shift()!];
    let rows = taken[0]!.rows;
    while (together && !taken[0]!.alone && queue[0] && !queue[0].alone) {
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

  const run = async (requests: readonly Request<I, O>[]): Promise<void> => {
    const [first] = requests as [Request<I, O>];
    onBatch(requests.reduce((sum, { rows }) => sum + rows, 0));
    const watch = abandoned(requests);
    try {
      if (together && requests.length > 1) {
        const joined = together.join(requests.map(({ inputs }) => inputs));
        const outputs = await pool.run(joined, watch.signal);
        let start = 0;
        for (const { rows, resolve } of requests) {
          resolve(together.take(outputs, { start, rows }));
          start += rows;
        }
      } else first.resolve(await pool.run(first.inputs, watch.signal));
    } catch (error) {
      if (requests.length === 1) first.reject(error);
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
    run: (inputs, signal) =>
      new Promise((resolve, reject) => {
        queue.push({ inputs, rows: rowsOf(inputs), signal, alone: false, resolve, reject });
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

const wanted = ({ signal }: Wanted): boolean => !signal.aborted;

/** Returns a signal that aborts soon after all of the given requests were given up. */
function abandoned(requests: readonly Wanted[]): { signal: AbortSignal; end(): void } {
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
