import type { Matrix } from "@ebm/datasets";

/** Rows of each member of stacked networks. */
export type NetworkBatch = {
  /** Shape [members, rows, inputs]. */
  readonly x: MemberRows;
  /** Shape [members, rows, targets]. */
  readonly y: MemberRows;
};

export interface MemberRows {
  readonly data: Float32Array;
  readonly shape: readonly [members: number, rows: number, width: number];
}

/** Rows, and the fold of each. */
export interface CrossFitRows {
  readonly x: Matrix;
  readonly y: Matrix;
  readonly folds: Int32Array;
}

export function emptyBatch(members: number, rows: number, width: number): MemberRows {
  return { data: new Float32Array(members * rows * width), shape: [members, rows, width] };
}

/** Copies a row of a matrix to a place in a batch. */
export function copyRow(
  { data, shape: [, width] }: Matrix,
  row: number,
  { to, at }: { readonly to: Float32Array; readonly at: number },
): void {
  for (let j = 0; j < width; j++) to[at * width + j] = data[row * width + j]!;
}
