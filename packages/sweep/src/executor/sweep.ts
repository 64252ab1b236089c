import type { Json } from "../json.js";

/** A piece of work, before it runs. Its config decides its result. */
export interface PlannedTrial {
  /** The place in the sweep, from 0. */
  readonly number: number;
  readonly config: Json;
  /** The trials that this one is compared with. Default: those of the whole sweep. */
  readonly cohort?: string | undefined;
  /** The round of a search that gives good trials more resources. Default: 0. */
  readonly rung?: number | undefined;
}

/** A piece of work of a sweep. */
export interface Trial extends PlannedTrial {
  /** The UUID of its sweep, config and rung. */
  readonly id: string;
  readonly cohort: string;
  readonly rung: number;
}

/** The end of a trial. */
export interface Outcome {
  /** The result as JSON. Undefined if the trial failed. */
  readonly result?: Json | undefined;
  /** The reason of a failure, with the last lines that the process printed. */
  readonly error?: string | undefined;
  readonly seconds: number;
  /** The process that ran it. */
  readonly worker: string;
  /** The SHA-256 of each file that was stored, by its name. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}

/** A trial that has ended. */
export interface FinishedTrial extends Trial, Outcome {}

/** A trial in the eyes of a search: it has no outcome if it has not ended. */
export type CohortTrial = Trial & Pick<Partial<Outcome>, "result" | "error">;

/** The trials of a sweep. Pure functions, so that a restart plans the same trials. */
export interface Plan {
  first(): Iterable<PlannedTrial>;
  /** Returns the trials that follow once a trial has ended. Known trials have no effect. */
  next?(cohort: readonly CohortTrial[]): readonly PlannedTrial[];
}

/** Many trials, and how to go on. */
export interface Sweep {
  /** The UUID of its kind and config. */
  readonly id: string;
  /** The name of the work, which workers know. */
  readonly kind: string;
  readonly name: string;
  /** The config, from which workers make the plan. */
  readonly config: Json;
  readonly plan: Plan;
}

/** The means of a running trial. */
export interface TrialContext {
  /** Stops the trial, which then throws the reason of the signal. */
  readonly signal: AbortSignal;
  /** The UUID of the trial. */
  readonly id: string;
}

/** A result, and files to keep. */
export interface TrialResult {
  readonly result: Json;
  /** The paths of files to store, by their names. Default: none. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}

/** Runs a trial. Throws if it fails; numbers that are not finite are results. */
export type RunTrial = (config: Json, context: TrialContext) => Promise<TrialResult>;
