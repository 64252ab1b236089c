import type { Series } from "../history.js";

/** A run of another program. */
export interface ImportedRun {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly series: ReadonlyMap<string, Series>;
}
