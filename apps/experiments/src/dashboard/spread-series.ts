import type { Series } from "./history.js";

/** The mean of several series ± their standard deviation. */
export interface SpreadSeries {
  readonly mean: Series;
  readonly low: Series;
  readonly high: Series;
}

/**
 * Computes the mean of several series ± their sample standard deviation, at the steps that all of
 * them have. The deviation of one series is 0.
 */
export function spreadSeries([first, ...others]: readonly Series[]): SpreadSeries {
  const steps: number[] = [];
  const [mean, low, high]: [number[], number[], number[]] = [[], [], []];
  const places = others.map(() => 0);
  for (const [i, step] of (first?.steps ?? []).entries()) {
    const values = [first!.values[i]!];
    for (const [k, other] of others.entries()) {
      while (other.steps[places[k]!]! < step) places[k]!++;
      if (other.steps[places[k]!] === step) values.push(other.values[places[k]!]!);
    }
    if (values.length <= others.length) continue;
    const center = values.reduce((sum, value) => sum + value, 0) / values.length;
    const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
    const deviation = Math.sqrt(squares / Math.max(values.length - 1, 1));
    steps.push(step);
    mean.push(center);
    low.push(center - deviation);
    high.push(center + deviation);
  }
  return {
    mean: { steps, values: mean },
    low: { steps, values: low },
    high: { steps, values: high },
  };
}
