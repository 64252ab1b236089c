import type { Feeds } from "@ebm/onnx-export";
import { joinRows } from "./join-rows.js";
import { takeRows } from "./take-rows.js";
import type { WorkerPool } from "./worker-pool.js";

/** Takes requests, and runs them as threads come free. */
export interface Batcher {
  /** How many requests wait. */
  readonly waiting: number;
  run(feeds: Feeds): Promise<Feeds>;
}

interface Request {
  readonly feeds: Feeds;
  readonly rows: number;
  resolve(outputs: Feeds): void;
  reject(error: unknown): void;
}

/**
 * Runs requests in the order they came. Those that came while all threads were at work run
 * together, up to `rows` rows, if the model computes each row by itself; one is never kept waiting
 * for others to come.
 */
export function createBatcher(
  pool: WorkerPool,
  { rowWise, rows: most }: { readonly rowWise: boolean; readonly rows: number },
): Batcher {
  const queue: Request[] = [];

  const next = (): Request[] => {
    const taken = [queue.shift()!];
    let rows = taken[0]!.rows;
    while (rowWise && queue[0] && rows + queue[0].rows <= most) {
      rows += queue[0].rows;
      taken.push(queue.shift()!);
    }
    return taken;
  };

  const work = async (): Promise<void> => {
    while (queue.length > 0 && pool.idle > 0) {
      const requests = next();
      try {
        const outputs = await pool.run(joinRows(requests.map(({ feeds }) => feeds)));
        let start = 0;
        for (const { rows, resolve } of requests) {
          resolve(requests.length === 1 ? outputs : takeRows(outputs, { start, rows }));
          start += rows;
        }
      } catch (error) {
        for (const { reject } of requests) reject(error);
      }
    }
  };

  return {
    get waiting() {
      return queue.length;
    },
    run: (feeds) =>
      new Promise((resolve, reject) => {
        const rows = Object.values(feeds)[0]?.shape[0] ?? 1;
        queue.push({ feeds, rows, resolve, reject });
        void work();
      }),
  };
}
