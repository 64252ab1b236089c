import type { Json, TrialResult } from "@ebm/sweep";
import { measure } from "./measure.js";
import { type Provenance, provenance } from "./provenance.js";
import type { CellContext, Metrics, PlannedCell, Study } from "./study.js";

/** The kind of a sweep of cells. */
export const CELLS = "cell";

/** The config of a trial that computes a cell. */
export interface CellTrial extends Pick<Study, "paper" | "kind" | "revision"> {
  readonly study: string;
  readonly cell: PlannedCell;
}

/** The result of a trial that computes a cell. */
export interface CellResult extends Provenance {
  readonly metrics: Metrics;
  readonly date: string;
}

/**
 * Computes a cell as a trial.
 *
 * @throws {EbmError} If the cell fails, with its name.
 */
export async function runCell(
  study: Study,
  cell: PlannedCell,
  context: CellContext,
): Promise<TrialResult> {
  const metrics = await measure(study, cell, context);
  if (!metrics) throw context.signal.reason;
  const result: CellResult = { metrics, date: new Date().toISOString(), ...(await provenance()) };
  return { result: result as unknown as Json };
}
