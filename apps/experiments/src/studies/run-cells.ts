import type { CellsFile } from "./cells-file.js";
import { measure } from "./measure.js";
import { provenance } from "./provenance.js";
import type { Cell, CellContext, Study } from "./study.js";

export interface RunCellsInputs {
  readonly study: Study;
  readonly file: CellsFile;
  readonly seeds: readonly number[];
  /** A text that the names of cells must contain. Default: all cells. */
  readonly only: string;
  readonly context: CellContext;
  readonly emit: (event: CellEvent) => void;
}

/** Progress of a study. */
export type CellEvent =
  | { readonly event: "start"; readonly cells: number; readonly done: number }
  | { readonly event: "begin"; readonly name: string }
  | { readonly event: "cell"; readonly cell: Cell; readonly index: number; readonly count: number };

/**
 * Computes missing and stale cells seed by seed, so that a study that is stopped has complete
 * seeds.
 *
 * @returns Whether all were computed: false if the signal stopped it.
 */
export async function runCells(inputs: RunCellsInputs): Promise<boolean> {
  const { study, file, seeds, only, context, emit } = inputs;
  const { revision } = study;
  const planned = seeds
    .flatMap((seed) => study.cells(seed))
    .filter(({ name }) => name.includes(only));
  const fresh = (await file.read()).filter((cell) => cell.revision === revision);
  const done = new Set(fresh.map(({ name }) => name));
  const open = planned.filter(({ name }) => !done.has(name));
  emit({ event: "start", cells: planned.length, done: planned.length - open.length });

  const source = await provenance();
  for (const [i, cell] of open.entries()) {
    emit({ event: "begin", name: cell.name });
    const start = performance.now();
    const metrics = await measure(study, cell, context);
    if (!metrics) return false;
    const seconds = Math.round(performance.now() - start) / 1000;
    const date = new Date().toISOString();
    const computed = { ...cell, metrics, seconds, date, revision, ...source };
    await file.append(computed);
    emit({ event: "cell", cell: computed, index: i + 1, count: open.length });
  }
  return true;
}
