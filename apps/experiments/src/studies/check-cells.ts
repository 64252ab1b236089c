import { isFiniteNumber } from "../report/is-finite-number.js";
import { measure } from "./measure.js";
import type { Cell, CellContext, Metrics, Study } from "./study.js";

/** The accepted relative difference of a metric. */
const SHARE = 1e-3;
/** The smallest scale of a metric. Smaller metrics are compared as if they had this size. */
const SMALL = 1e-3;

export interface CheckCellsInputs {
  readonly study: Study;
  readonly saved: readonly Cell[];
  /** Number of cells to check, fastest first. */
  readonly count: number;
  readonly context: CellContext;
}

export interface CheckedCell {
  readonly name: string;
  readonly seconds: number;
  /** One line for each metric that differs. */
  readonly differences: readonly string[];
}

/**
 * Computes saved cells again, and compares their metrics. Skips stale cells and studies that
 * measure times.
 */
export async function* checkCells(inputs: CheckCellsInputs): AsyncGenerator<CheckedCell> {
  const { study, saved, count, context } = inputs;
  if (study.tolerance && Object.keys(study.tolerance).length === 0) return;
  const cells = saved
    .filter(({ revision }) => revision === study.revision)
    .toSorted((a, b) => a.seconds - b.seconds)
    .slice(0, count);
  for (const cell of cells) {
    const start = performance.now();
    const metrics = await measure(study, cell, context);
    if (!metrics) return;
    const seconds = (performance.now() - start) / 1000;
    yield { name: cell.name, seconds, differences: differencesOf(study, cell.metrics, metrics) };
  }
}

/** Compares numbers. Series and pictures are only for plots, and are rounded. */
function differencesOf({ tolerance }: Study, saved: Metrics, found: Metrics): string[] {
  return Object.entries(saved).flatMap(([name, before]) => {
    if (before !== null && !isFiniteNumber(before)) return [];
    const limit = tolerance ? tolerance[name] : SHARE * Math.max(Math.abs(before ?? 0), SMALL);
    const now = found[name] ?? null;
    if (limit === undefined || now === before) return [];
    const isNear = isFiniteNumber(now) && before !== null && Math.abs(now - before) <= limit;
    return isNear ? [] : [`${name} is ${now}, expected ${before} ± ${limit}`];
  });
}
