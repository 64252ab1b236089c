import type { MixedColumn } from "../chains/mixed-column.js";
import type { DensityPart } from "./density-part.js";

/** Σ_b w_b q_b: a mixture of parts, each of as many members as there are folds. Plain data. */
export interface DensityStack {
  readonly columns: readonly MixedColumn[];
  readonly parts: readonly DensityPart[];
  /** Shape [parts]. */
  readonly weights: readonly number[];
  /** Number of members. */
  readonly members: number;
}
