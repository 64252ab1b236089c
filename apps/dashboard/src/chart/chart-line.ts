import type { Points } from "../api.js";

/** A line of a chart. */
export interface ChartLine {
  readonly label: string;
  readonly color: string;
  readonly dash: readonly number[];
  readonly points: Points;
  /** Smoothed points. The others are then drawn faintly behind them. */
  readonly smooth?: Points | undefined;
  /** An area around the line, such as its standard deviation. */
  readonly band?: { readonly low: Points; readonly high: Points } | undefined;
  /** Whether it is only a trace behind other lines, without an entry in the legend. */
  readonly isFaint?: boolean | undefined;
}

/** Which scales are logarithmic. */
export interface LogAxes {
  readonly x: boolean;
  readonly y: boolean;
}

export type Range = readonly [number, number];

/** Returns the value of a line at a place: that of the last point up to it. */
export function valueAt({ points, smooth }: ChartLine, x: number): number | undefined {
  const { steps, values } = smooth ?? points;
  let [low, high] = [0, steps.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle]! <= x) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : values[low - 1];
}
