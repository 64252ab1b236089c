import { foldIn, type Key, normal } from "@ebm/core";
import type { Matrix } from "@ebm/datasets/planar";
import type { Packed } from "@ebm/engine";
import { orderedRows } from "./ordered-rows.js";

type PlaneFeeds = Readonly<Record<"x" | "normals", Packed<Float32Array>>>;

interface PlaneBatchesInputs {
  readonly points: Matrix;
  /** Number of points per step. */
  readonly batch: number;
  readonly noise: readonly [rows: number, columns: number];
  readonly keys: { readonly order: Key; readonly noise: Key };
}

/** Returns the points and the noise of a step, as a pure function of the step. */
export function planeBatches(inputs: PlaneBatchesInputs): (step: number) => PlaneFeeds {
  const { points, batch, noise, keys } = inputs;
  const rows = orderedRows(points, { batch, key: keys.order });
  const normals = { data: new Float32Array(noise[0] * noise[1]), shape: noise };
  return (step) => {
    normal(foldIn(keys.noise, step), normals.data);
    return { x: rows(step), normals };
  };
}
