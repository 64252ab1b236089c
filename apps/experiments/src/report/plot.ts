import type { TopLevelSpec } from "vega-lite";

/** A figure of the report, not yet drawn. */
export interface Plot {
  /** Names its files: plots/<name>.svg and plots/<name>.png. */
  readonly name: string;
  /** What is to be seen in it, for those who cannot see it. */
  readonly description: string;
  /** What it leaves out, where it leaves something out. */
  readonly note?: string;
  readonly spec: TopLevelSpec;
}

/** Fewer points than these are marked on their line. */
export const FEW = 40;

/** Points are thinned to at most so many. */
export const MAX_POINTS = 2000;
