import type { Matrix } from "@ebm/datasets";

/** What a run learns from, before it is split. */
export interface TaskData {
  readonly name: string;
  /** Shape [rows, features]. */
  readonly x: Matrix;
  /** Zeros and ones, or the rank of each label. Shape [rows, labels]. */
  readonly targets: Matrix;
  readonly labelNames: readonly string[];
  /** The first of the rows that came in a test file; without one, how many rows there are. */
  readonly testFrom: number;
  readonly source?: string;
}
