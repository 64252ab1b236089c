import { type MixedColumn, statesOf } from "./mixed-column.js";

/**
 * The layout of the outputs that describe one column: logits of slots, then means and log scales of
 * the components. The first slots are components of numbers, the others states. All columns have
 * slots for the largest; those that a column lacks get probability 0.
 */
export interface Slots {
  readonly components: number;
  readonly slots: number;
  /** Number of outputs: slots + 2 · components. */
  readonly outputs: number;
  /** 0, or a large negative number for slots that a column lacks. Shape [columns, slots]. */
  readonly mask: Float32Array;
  /** The resolution of each column after scaling; 1 for categories. Shape [columns]. */
  readonly steps: Float32Array;
}

/** The logit of a slot that a column lacks. */
const NEVER = -1e9;

/** Components of a column of numbers. */
const COMPONENTS = 8;

export function slotsOf(columns: readonly MixedColumn[], most: number = COMPONENTS): Slots {
  const components = columns.some(({ kind }) => kind === "number") ? most : 0;
  const slots = components + Math.max(...columns.map(statesOf));
  const mask = new Float32Array(columns.length * slots).fill(NEVER);
  for (const [j, column] of columns.entries()) {
    const row = mask.subarray(j * slots, (j + 1) * slots);
    if (column.kind === "number") row.fill(0, 0, components);
    row.fill(0, components, components + statesOf(column));
  }
  return {
    components,
    slots,
    outputs: slots + 2 * components,
    mask,
    steps: Float32Array.from(columns, (column) => (column.kind === "number" ? column.step : 1)),
  };
}
