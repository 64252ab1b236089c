import { join } from "node:path";
import { EbmError } from "@ebm/core/errors";
import type { FetchOptions } from "@ebm/datasets";
import type { Json, Plan, RunTrial } from "@ebm/sweep";
import { findStudy } from "../papers/studies.js";
import { SHARDS, scoreShard } from "../score/score-shard.js";
import { CELLS, type CellTrial, runCell } from "../studies/run-cell.js";
import type { Task } from "../tasks/task.js";
import { planRuns } from "./plan-runs.js";
import { RUNS } from "./run-sweep.js";
import type { RunSweepConfig } from "./run-sweep-config.js";
import { runTrial } from "./run-trial.js";

export interface KindsOptions {
  /** The directory of runs, shared by the workers of a machine. */
  readonly directory: string;
  readonly tasks: readonly Task[];
  readonly fetch: FetchOptions;
}

/** A kind of work: how a worker runs a trial of it, and how it plans more of them. */
export interface SweepKind {
  readonly run: RunTrial;
  plan(config: Json): Plan;
}

/** Returns all kinds of work that `ebm worker` knows. */
export function sweepKinds({ directory, tasks, fetch }: KindsOptions): Record<string, SweepKind> {
  const runs = { directory: join(directory, "runs"), tasks, fetch };
  return {
    [RUNS]: {
      run: (config, context) => runTrial(config, context, runs),
      plan(json) {
        const config = json as unknown as RunSweepConfig;
        return planRuns(config, tasks.find(({ name }) => name === config.task)!);
      },
    },
    [CELLS]: {
      run: (config, { signal }) => runCellTrial(config as unknown as CellTrial, { fetch, signal }),
      plan: () => NO_MORE,
    },
    [SHARDS]: { run: scoreShard, plan: () => NO_MORE },
  };
}

/** The plan of work that no results lead to. */
const NO_MORE: Plan = { first: () => [] };

function runCellTrial(
  { paper, kind, study: name, revision, cell }: CellTrial,
  context: Parameters<typeof runCell>[2],
): ReturnType<typeof runCell> {
  const study = findStudy(paper, kind === "table" ? { table: name } : { figure: name });
  if (study.revision === revision) return runCell(study, cell, context);
  throw new EbmError(
    `${paper} ${name}: the revision is ${revision}, expected ${study.revision}. Use one version of ebm.`,
  );
}
