import { EbmError } from "@ebm/core/errors";
import {
  createSweep,
  type Executor,
  type FinishedTrial,
  inlineExecutor,
  type Json,
  type PlannedTrial,
} from "@ebm/sweep";
import type { CellsFile } from "./cells-file.js";
import { CELLS, type CellResult, type CellTrial, runCell } from "./run-cell.js";
import type { Cell, CellContext, PlannedCell, Study } from "./study.js";

export interface RunCellsInputs {
  readonly study: Study;
  readonly file: CellsFile;
  readonly seeds: readonly number[];
  /** A text that the names of cells must contain. Default: all cells. */
  readonly only: string;
  readonly context: CellContext;
  readonly emit: (event: CellEvent) => void;
  /** Runs the cells. Default: this process, one after another. */
  readonly executor?: Executor | undefined;
}

/** Progress of a study. */
export type CellEvent =
  | { readonly event: "start"; readonly cells: number; readonly done: number }
  | { readonly event: "begin"; readonly name: string }
  | { readonly event: "cell"; readonly cell: Cell; readonly index: number; readonly count: number };

/**
 * Computes missing and stale cells seed by seed, so that a study that is stopped has complete
 * seeds. If a cell fails, computes the others.
 *
 * @returns Whether all were computed: false if the signal stopped it.
 * @throws {EbmError} If cells failed, with the name and the error of the first.
 */
export async function runCells(inputs: RunCellsInputs): Promise<boolean> {
  const { study, file, seeds, only, context, emit } = inputs;
  const { paper, kind, name, revision } = study;
  const { signal } = context;
  const planned = seeds
    .flatMap((seed) => study.cells(seed))
    .filter((cell) => cell.name.includes(only));
  const fresh = (await file.read()).filter((cell) => cell.revision === revision);
  const done = new Set(fresh.map((cell) => cell.name));
  const open = planned.filter((cell) => !done.has(cell.name));
  emit({ event: "start", cells: planned.length, done: planned.length - open.length });

  const trialOf = (cell: PlannedCell, number: number): PlannedTrial => {
    const config: CellTrial = { paper, kind, study: name, revision, cell };
    return { number, config: config as unknown as Json };
  };
  const cellOf = ({ config }: Pick<FinishedTrial, "config">): PlannedCell =>
    (config as unknown as CellTrial).cell;
  const sweep = createSweep({
    kind: CELLS,
    name: `${paper} ${name}`,
    config: { paper, kind, study: name, revision, cells: open.map((cell) => cell.name) },
    plan: { first: () => open.map(trialOf) },
  });
  const executor =
    inputs.executor ??
    inlineExecutor((config, { signal }) =>
      runCell(study, cellOf({ config }), { ...context, signal }),
    );
  const failures: string[] = [];
  let index = 0;
  const ended = await executor.execute(sweep, {
    signal,
    onBegin: (trial) => emit({ event: "begin", name: cellOf(trial).name }),
    async onFinish(trial) {
      if (trial.error !== undefined) {
        failures.push(trial.error);
        return;
      }
      const result = trial.result as unknown as CellResult;
      const cell = { ...cellOf(trial), ...result, seconds: trial.seconds, revision };
      await file.append(cell);
      index++;
      emit({ event: "cell", cell, index, count: open.length });
    },
  });
  if (failures.length > 0) throw new EbmError(failures[0]!.split("\n")[0]!);
  return ended;
}
