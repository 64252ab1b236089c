import type { Feeds } from "@ebm/trace";

/** Inputs of one run of a model, and what should come of them. */
export interface Trial {
  readonly batch: number;
  readonly inputs: Feeds;
  /** All outputs, or those that matter. */
  readonly outputs: Feeds;
}

/** A model, loaded in some runtime. */
export type Run = (feeds: Feeds) => Feeds | Promise<Feeds>;
