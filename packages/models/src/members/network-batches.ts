import { foldIn, type Key, permutation } from "@ebm/core";
import { type CrossFitRows, copyRow, emptyBatch, type NetworkBatch } from "./member-batch.js";

/** Batches of each member from the rows of the other folds, in a new order each epoch. */
export function networkBatches({ x, y, folds, key }: CrossFitRows & { readonly key: Key }): {
  readonly batches: (step: number) => NetworkBatch;
  readonly stepsPerEpoch: number;
} {
  const rows = folds.length;
  const members = Math.max(...folds) + 1;
  const size = Math.min(256, Math.max(16, 2 ** Math.round(Math.log2(rows / 12))));
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const own = Array.from({ length: members }, (_, m) => all.filter((row) => folds[row] !== m));
  const stepsPerEpoch = Math.max(1, Math.floor(Math.min(...own.map((it) => it.length)) / size));
  const batch = {
    x: emptyBatch(members, size, x.shape[1]),
    y: emptyBatch(members, size, y.shape[1]),
  };
  let orders: Int32Array[] = [];
  let current = -1;
  const batches = (step: number): NetworkBatch => {
    const epoch = Math.floor(step / stepsPerEpoch);
    if (epoch !== current) {
      orders = own.map((it, m) => permutation(foldIn(foldIn(key, m), epoch), it.length));
      current = epoch;
    }
    const start = (step % stepsPerEpoch) * size;
    for (let m = 0; m < members; m++) {
      const order = orders[m]!;
      for (let i = 0; i < size; i++) {
        const row = own[m]![order[(start + i) % order.length]!]!;
        copyRow(x, row, { to: batch.x.data, at: m * size + i });
        copyRow(y, row, { to: batch.y.data, at: m * size + i });
      }
    }
    return batch;
  };
  return { batches, stepsPerEpoch };
}
