import { foldIn, type Key, permutation } from "@ebm/core";
import type { Matrix } from "@ebm/datasets/planar";
import type { Packed } from "@ebm/engine";

/**
 * Returns the rows of a step, as a pure function of the step. Each epoch takes the rows in a new order.
 * The array is reused at every step.
 */
export function orderedRows(
  { data, shape: [rows, columns] }: Matrix,
  { batch, key }: { readonly batch: number; readonly key: Key },
): (step: number) => Packed<Float32Array> {
  const perEpoch = Math.floor(rows / batch);
  const taken = { data: new Float32Array(batch * columns), shape: [batch, columns] };
  let epoch = -1;
  let order = new Int32Array(0);
  return (step) => {
    const current = Math.floor(step / perEpoch);
    if (current !== epoch) order = permutation(foldIn(key, current), rows);
    epoch = current;
    const start = (step % perEpoch) * batch;
    for (let i = 0; i < batch; i++) {
      const row = order[start + i]!;
      taken.data.set(data.subarray(row * columns, (row + 1) * columns), i * columns);
    }
    return taken;
  };
}
