import type { Feeds } from "@ebm/trace";

/** The inputs of one run of a model, and the expected outputs. */
export interface Trial {
  readonly batch: number;
  readonly inputs: Feeds;
  /** The expected outputs: all of them, or those that matter. */
  readonly outputs: Feeds;
}

/** A model that is loaded in some runtime. */
export type Run = (feeds: Feeds) => Feeds | Promise<Feeds>;
