import { join } from "node:path";
import type { FetchOptions } from "@ebm/datasets";
import type { Json, Plan, RunTrial } from "@ebm/sweep";
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
  };
}
