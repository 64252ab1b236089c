import type { PracticeSet } from "./practice-sets.js";

/** The metrics that a page of practice compares. */
export interface PracticeTable {
  readonly sets: Readonly<Record<string, PracticeSet>>;
  readonly baselines: readonly string[];
  /** The baselines whose times are summed. */
  readonly timed: readonly string[];
  /** Number of standard errors by which the NLL may exceed that of the best baseline. */
  readonly nllErrors: number;
  /** The score of predictions, and by how much it may be below that of the best baseline. */
  readonly score?:
    | { readonly name: string; readonly least: number; readonly orErrors: number }
    | undefined;
}
