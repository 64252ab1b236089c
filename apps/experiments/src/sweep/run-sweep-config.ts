import type { Rungs, Sampling, SearchSpace } from "@ebm/sweep";
import type { RunConfig } from "../run-files/run-config.js";
import type { Settings } from "../tasks/task.js";

/** A sweep of runs with everything that decides its results. */
export interface RunSweepConfig {
  readonly task: string;
  readonly sources: readonly RunSource[];
  readonly seeds: readonly number[];
  readonly space: SearchSpace;
  readonly search: Search;
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

/** A way to choose points, with or without looking at results. */
export type Search = Sampling | AshaSearch | TpeSearch;

/** Points that are tried with a small amount of a resource first. The best go on with more. */
interface AshaSearch extends Rungs {
  readonly method: "asha";
  readonly trials: number;
  readonly seed?: number | undefined;
  /** The setting that is the resource, such as steps. */
  readonly resource: string;
  /** Default: "random". */
  readonly sampler?: "random" | "sobol" | undefined;
}

/** Random points, then points that earlier results suggest. */
interface TpeSearch {
  readonly method: "tpe";
  readonly trials: number;
  readonly seed?: number | undefined;
  /** Number of random points, and of points that run at a time. Default: 10. */
  readonly startup?: number | undefined;
}
