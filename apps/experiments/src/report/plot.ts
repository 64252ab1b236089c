import type { TopLevelSpec } from "vega-lite";

/** A figure of the report that has not been rendered yet. */
export interface Plot {
  /** The base name of its files: plots/<name>.svg and plots/<name>.png. */
  readonly name: string;
  /** The alternative text, for readers who cannot see the plot. */
  readonly description: string;
  /** A note on what the plot leaves out, if anything. */
  readonly note?: string;
  readonly spec: TopLevelSpec;
}

/** Number of points from which lines no longer mark each point. */
export const FEW = 40;

/** The largest number of points in a plot. More points are thinned. */
export const MAX_POINTS = 2000;
