import type { Matrix } from "@ebm/datasets";

/** Rows of features and targets, before they are split. */
export interface StructuredData {
  readonly name: string;
  /** Shape [rows, features]. */
  readonly x: Matrix;
  /** Zeros and ones, or the rank of each label. Shape [rows, labels]. */
  readonly targets: Matrix;
  readonly labelNames: readonly string[];
  /** The first row that comes from a test file; the number of rows if there is none. */
  readonly testFrom: number;
  readonly source?: string;
}
