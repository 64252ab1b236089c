import type { Key } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import type { TiltRows } from "./tilt-rows.js";

/** The y that an estimate of log Z sums over: samples of the base, or all y. */
export interface TiltPoints {
  /** Shape [rows, points, dim], or [1, points, dim] if all rows share them. */
  readonly y: Float32Array;
  readonly count: number;
  readonly dim: number;
  /** Whether each row has its own points. */
  readonly isOwn: boolean;
  /**
   * log q of all y. Shape [rows, points], or [1, points] if there are no inputs. Undefined for
   * samples, of which each has the mass 1 / points.
   */
  readonly logProb: ArrayLike<number> | undefined;
}

/** Takes all y if `rows` has them, otherwise samples of the base. */
export async function drawTiltPoints(
  { y, x, sample, states }: TiltRows,
  { samples, key }: { readonly samples: number; readonly key: Key },
): Promise<TiltPoints> {
  const rows = x ? Int32Array.from({ length: y.shape[0] }, (_, i) => i) : Int32Array.of(0);
  if (states) {
    const { data, shape } = states.y;
    const [count, dim] = shape;
    return { y: data, count, dim, isOwn: false, logProb: states.logProb(rows) };
  }
  const drawn = await sample({ rows, samples, key });
  const isOwn = x !== undefined;
  return { y: drawn, count: samples, dim: y.shape[1], isOwn, logProb: undefined };
}

/** The rows of a matrix from `start` to before `end`, without a copy. */
export function sliceRows(
  { data, shape: [, columns] }: Matrix,
  start: number,
  end: number,
): Matrix {
  return { data: data.subarray(start * columns, end * columns), shape: [end - start, columns] };
}
