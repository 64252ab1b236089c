import type { PracticeSet } from "./practice-sets.js";

/** What a page of practice compares. */
export interface PracticeTable {
  readonly sets: Readonly<Record<string, PracticeSet>>;
  readonly baselines: readonly string[];
  /** The baselines whose times are added up. */
  readonly timed: readonly string[];
  /** Number of standard errors that the NLL may be above that of the best baseline. */
  readonly nllErrors: number;
  /** The score of predictions, and how far it may be below that of the best baseline. */
  readonly score?:
    | { readonly name: string; readonly least: number; readonly orErrors: number }
    | undefined;
}
