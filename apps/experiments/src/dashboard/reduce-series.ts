import { after, type Series } from "./history.js";

export interface ReduceSeriesOptions {
  /** The first and the last step to draw. */
  readonly from: number;
  readonly to: number;
  /** Number of pixels. */
  readonly pixels: number;
}

/**
 * Reduces a series for drawing. Each pixel keeps its first, least, largest and last point, so the
 * drawn line covers the same pixels as the whole series. Includes one point on either side of the
 * range, so that lines leave the picture.
 */
export function reduceSeries(
  { steps, values }: Series,
  { from, to, pixels }: ReduceSeriesOptions,
): Series {
  const first = Math.max(0, after(steps, from) - 1);
  const end = Math.min(steps.length, after(steps, to) + 1);
  if (end - first <= 4 * pixels) {
    return { steps: steps.slice(first, end), values: values.slice(first, end) };
  }
  const reduced: Series = { steps: [], values: [] };
  for (let pixel = 0; pixel < pixels; pixel++) {
    const start = first + Math.floor(((end - first) * pixel) / pixels);
    const stop = first + Math.floor(((end - first) * (pixel + 1)) / pixels);
    let [least, most] = [start, start];
    for (let i = start + 1; i < stop; i++) {
      if (values[i]! < values[least]!) least = i;
      if (values[i]! > values[most]!) most = i;
    }
    const kept = new Set([start, Math.min(least, most), Math.max(least, most), stop - 1]);
    for (const i of kept) {
      reduced.steps.push(steps[i]!);
      reduced.values.push(values[i]!);
    }
  }
  return reduced;
}
