import type { ExportCheck } from "../report/report-data.js";

/** The contents of result.json. */
export interface Result {
  /** The problems of the results, one sentence each. */
  readonly warnings?: readonly string[] | undefined;
  /** The step whose parameters were kept. */
  readonly step: number;
  /** The metrics of the test rows. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** The errors of each file against the trained model. */
  readonly exports: readonly ExportCheck[];
  /** Milliseconds per step. Null unless one session made all steps. */
  readonly msPerStep: number | null;
  /** The SHA-256 of config.json, and that of the file of the parameters that were kept. */
  readonly config: string;
  readonly kept: string;
}
