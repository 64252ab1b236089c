import { isFiniteNumber } from "../report/is-finite-number.js";
import { measure } from "./measure.js";
import type { Cell, CellContext, Metrics, Study } from "./study.js";

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

/** Computes saved cells again, and compares their metrics. Skips stale cells. */
export async function* checkCells(inputs: CheckCellsInputs): AsyncGenerator<CheckedCell> {
  const { study, saved, count, context } = inputs;
  if (study.varying === "all") return;
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

/** Compares numbers. Series and pictures are for plots, and rounded. */
function differencesOf({ tolerance, varying }: Study, saved: Metrics, found: Metrics): string[] {
  return Object.entries(saved).flatMap(([name, before]) => {
    if (varying.includes(name) || (before !== null && !isFiniteNumber(before))) return [];
    const now = found[name] ?? null;
    if (before === null ? now === null : isNear(now, before, tolerance)) return [];
    return [`${name} is ${now}, expected ${before} to within ${tolerance} of its size`];
  });
}

/** Numbers below one thousandth are compared as if they were that large. */
function isNear(value: unknown, expected: unknown, tolerance: number): boolean {
  if (!isFiniteNumber(value) || !isFiniteNumber(expected)) return false;
  return Math.abs(value - expected) <= tolerance * Math.max(Math.abs(expected), 1e-3);
}
