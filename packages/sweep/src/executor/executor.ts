import type { FinishedTrial, Sweep, Trial } from "./sweep.js";

export interface ExecuteOptions {
  /** Trials that ended earlier. Those without a result run again. Default: none. */
  readonly finished?: readonly FinishedTrial[] | undefined;
  /** Stops the sweep. Trials that run are given up, and run again later. */
  readonly signal: AbortSignal;
  /** Called with the number of trials whenever it changes. Default: none. */
  readonly onCount?: ((counts: Counts) => void) | undefined;
  /** Called with each trial that begins in this process. Default: none. */
  readonly onBegin?: ((trial: Trial) => void) | undefined;
  /** Called with each trial that ends, in order. Default: none. */
  readonly onFinish?: ((trial: FinishedTrial) => void | Promise<void>) | undefined;
}

/** Numbers of trials. */
export interface Counts {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly running: number;
}

/** Runs the trials of a sweep: in this process, or on many machines. */
export interface Executor {
  /**
   * Runs all trials that have no result yet.
   *
   * @returns Whether all have ended: false if the signal stopped it.
   */
  execute(sweep: Sweep, options: ExecuteOptions): Promise<boolean>;
}
