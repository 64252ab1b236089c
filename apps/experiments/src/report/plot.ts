import type { TopLevelSpec } from "vega-lite";

/** A figure of the report, not yet drawn. */
export interface Plot {
  /** Names its files: plots/<name>.svg and plots/<name>.png. */
  readonly name: string;
  /** The alternative text, for readers who cannot see the plot. */
  readonly description: string;
  /** A note on what the plot leaves out, if anything. */
  readonly note?: string;
  readonly spec: TopLevelSpec;
}

/** Lines with fewer points than this mark each of them. */
export const FEW = 40;

/** The largest number of points that are drawn; more are thinned. */
export const MAX_POINTS = 2000;
