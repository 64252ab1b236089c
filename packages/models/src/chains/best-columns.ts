import type { Checkpoint } from "@ebm/engine";

type Params = Checkpoint["params"];

export interface BestColumns {
  /** The best parameters so far. */
  params(): Params;
  /**
   * Keeps the parameters of the columns whose loss is the lowest so far.
   *
   * @param losses The loss of each column.
   * @param read Returns the parameters as they are.
   * @returns The number of epochs since the losses together last fell.
   */
  update(epoch: number, losses: ArrayLike<number>, read: () => Params): number;
}

/** The least fall, in nats, that counts as progress. */
const PROGRESS = 1e-3;

/** Keeps the best parameters of each column: their networks share nothing, so each has its own epoch. */
export function bestColumns({
  members,
  columns,
}: {
  readonly members: number;
  readonly columns: number;
}): BestColumns {
  const best = new Float64Array(columns).fill(Infinity);
  let kept: Params = {};
  let [total, since] = [Infinity, 0];
  return {
    params: () => kept,
    update(epoch, losses, read) {
      const better = [...best.keys()].filter((j) => losses[j]! < best[j]!);
      if (better.length > 0) {
        const params = read();
        if (better.length === columns) kept = params;
        else
          for (const [path, { data, shape }] of Object.entries(params)) {
            // the first layer has the columns last, the others have them after the members
            const blocks = path.endsWith(".0") ? shape[0]! * shape[1]! : members;
            const size = data.length / blocks / columns;
            for (const j of better) {
              for (let block = 0; block < blocks; block++) {
                const start = (block * columns + j) * size;
                kept[path]!.data.set(data.subarray(start, start + size), start);
              }
            }
          }
        for (const j of better) best[j] = losses[j]!;
      }
      const sum = best.reduce((a, b) => a + b, 0);
      if (sum < total - PROGRESS) [total, since] = [sum, epoch];
      return epoch - since;
    },
  };
}
