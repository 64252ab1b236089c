import type { Inputs } from "../members/fit-inputs.js";

/** A column of numbers. */
export interface NumberColumn {
  readonly kind: "number";
  /** The mean, which is 0 after scaling. */
  readonly center: number;
  /** The standard deviation, which is 1 after scaling. */
  readonly scale: number;
  /**
   * The resolution after scaling: no density is larger than 1 / step. Values on a grid, such as
   * integers, have the step of the grid, so that density times step is the probability of a value.
   */
  readonly step: number;
  /** Whether a missing value is one of the states. */
  readonly hasMissing: boolean;
  /** The encoding of values as inputs of networks. */
  readonly inputs: Inputs;
}

/** A column of categories, coded from 0. */
export interface CategoryColumn {
  readonly kind: "category";
  readonly levels: number;
  /** Whether a missing value is one more state. */
  readonly hasMissing: boolean;
}

/** A column that has a density: numbers, categories or missing values. Plain JSON. */
export type MixedColumn = NumberColumn | CategoryColumn;

/** Number of states that have a probability of their own: categories and a missing value. */
export function statesOf(column: MixedColumn): number {
  const levels = column.kind === "category" ? column.levels : 0;
  return levels + Number(column.hasMissing);
}

/** Number of inputs that a network sees of the column. */
export function widthOf(column: MixedColumn): number {
  const values = column.kind === "number" ? 1 + column.inputs.columns.length : 0;
  return values + statesOf(column);
}
