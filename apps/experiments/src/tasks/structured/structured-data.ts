import type { Matrix } from "@ebm/datasets";

/** Rows of a published data set, before they are split. */
export interface StructuredData {
  readonly name: string;
  /** Shape [rows, features]. */
  readonly x: Matrix;
  /** Zeros and ones, or the rank of each label. Shape [rows, labels]. */
  readonly targets: Matrix;
  readonly featureNames: readonly string[];
  readonly labelNames: readonly string[];
  /** The first row of the test file. The number of rows if there is none. */
  readonly testFrom: number;
  readonly source?: string;
}
