import type { Sampling, SearchSpace } from "@ebm/sweep";
import type { RunConfig } from "../run-files/run-config.js";
import type { Settings } from "../tasks/task.js";

/** A sweep of runs with everything that decides its results. */
export interface RunSweepConfig {
  readonly task: string;
  readonly sources: readonly RunSource[];
  readonly seeds: readonly number[];
  readonly space: SearchSpace;
  readonly search: Sampling;
  readonly objective: Objective;
}

/** A data set, and the settings of all its trials. */
export interface RunSource {
  /** The name in tables. */
  readonly name: string;
  readonly data: RunConfig["data"];
  readonly settings: Settings;
}

export interface Objective {
  readonly metric: string;
  /** The rows that rank trials. Default: validation rows if there are any, otherwise test rows. */
  readonly rows?: "validation" | "test" | undefined;
  readonly goal: "max" | "min";
}
