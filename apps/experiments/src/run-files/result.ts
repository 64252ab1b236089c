import type { ExportCheck } from "../report/report-data.js";

/** The contents of result.json. */
export interface Result {
  /** The problems of the results, one plain sentence each. */
  readonly warnings?: readonly string[] | undefined;
  /** The step whose parameters were kept. */
  readonly step: number;
  /** On the test rows. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** How far each file is from what was trained. */
  readonly exports: readonly ExportCheck[];
  /** Milliseconds per step; null unless one session made all steps. */
  readonly msPerStep: number | null;
  /** SHA-256 of config.json, and of the file of the parameters that were kept. */
  readonly config: string;
  readonly kept: string;
}
