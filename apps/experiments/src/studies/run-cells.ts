import { EbmError } from "@ebm/core/errors";
import { messageOf } from "../errors.js";
import type { CellFiles } from "./cell-files.js";
import { environment } from "./environment.js";
import type { Cell, CellConfig, CellContext, Study } from "./study.js";

export interface RunCellsInputs {
  readonly study: Study;
  readonly files: CellFiles;
  readonly seeds: readonly number[];
  /** Only cells whose names contain this. */
  readonly only: string;
  readonly context: CellContext;
  readonly emit: (event: CellEvent) => void;
}

/** What is told while cells are computed. */
export type CellEvent =
  | { readonly event: "start"; readonly cells: number; readonly done: number }
  | { readonly event: "begin"; readonly name: string }
  | { readonly event: "cell"; readonly cell: Cell; readonly at: number; readonly of: number };

/**
 * Computes the cells that have no file yet, seed by seed, so that a study that is stopped has
 * whole seeds.
 *
 * @returns Whether it came to its end, which the signal prevents.
 */
export async function runCells(inputs: RunCellsInputs): Promise<boolean> {
  const { study, files, seeds, only, context, emit } = inputs;
  const cells = seeds
    .flatMap((seed) => Object.entries(study.cells(seed)))
    .filter(([name]) => name.includes(only));
  const open: [string, CellConfig][] = [];
  for (const [name, config] of cells) {
    if (!(await files.read(name, config))) open.push([name, config]);
  }
  emit({ event: "start", cells: cells.length, done: cells.length - open.length });

  for (const [i, [name, config]] of open.entries()) {
    emit({ event: "begin", name });
    const start = performance.now();
    let metrics: Cell["metrics"];
    try {
      metrics = await study.run(config, context);
    } catch (error) {
      if (context.signal.aborted) return false;
      throw new EbmError(`cell ${name}: ${messageOf(error)}`, { cause: error });
    }
    if (context.signal.aborted) return false;
    const seconds = (performance.now() - start) / 1000;
    const date = new Date().toISOString();
    const cell = { name, config, metrics, seconds, date, environment: environment() };
    await files.write(cell);
    emit({ event: "cell", cell, at: i + 1, of: open.length });
  }
  return true;
}
