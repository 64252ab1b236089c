import { mean } from "@ebm/core/float64";

/** A mean over rows, and its standard error. */
export interface Estimate {
  readonly mean: number;
  readonly standardError: number;
}

/** Returns the mean of values of independent rows and its standard error, with n − 1. */
export function estimate(values: Float64Array): Estimate {
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return {
    mean: center,
    standardError: Math.sqrt(squares / (values.length - 1) / values.length),
  };
}
