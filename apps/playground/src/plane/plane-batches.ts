import { foldIn, type Key, normal, permutation } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import type { Packed } from "@ebm/engine";

export type PlaneFeeds = Readonly<Record<"x" | "normals", Packed<Float32Array>>>;

export interface PlaneBatchesInputs {
  readonly points: Matrix;
  /** Number of points per step. */
  readonly batch: number;
  readonly noise: readonly [rows: number, columns: number];
  readonly keys: { readonly order: Key; readonly noise: Key };
}

/**
 * Returns the points and the noise of a step, as a pure function of the step. Each epoch takes the
 * points in a new order. The arrays are reused at every step.
 */
export function planeBatches(inputs: PlaneBatchesInputs): (step: number) => PlaneFeeds {
  const { points, noise, keys } = inputs;
  const [rows] = points.shape;
  const batch = Math.min(inputs.batch, rows);
  const perEpoch = Math.floor(rows / batch);
  const x = { data: new Float32Array(2 * batch), shape: [batch, 2] };
  const normals = { data: new Float32Array(noise[0] * noise[1]), shape: noise };
  let epoch = -1;
  let order = new Int32Array(0);
  return (step) => {
    const current = Math.floor(step / perEpoch);
    if (current !== epoch) order = permutation(foldIn(keys.order, current), rows);
    epoch = current;
    const start = (step % perEpoch) * batch;
    for (let i = 0; i < batch; i++) {
      const row = order[start + i]!;
      x.data[2 * i] = points.data[2 * row]!;
      x.data[2 * i + 1] = points.data[2 * row + 1]!;
    }
    normal(foldIn(keys.noise, step), normals.data);
    return { x, normals };
  };
}
