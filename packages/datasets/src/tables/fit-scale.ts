/** The scaling of numbers: by mean and standard deviation, median and quartiles, or ranks. */
export type NumberScaling = "standard" | "robust" | "quantile";

/** A number x becomes (x − center) / scale, or its rank among the quantiles. */
export interface Scale {
  readonly median: number;
  readonly center: number;
  readonly scale: number;
  readonly quantiles?: readonly { readonly value: number; readonly level: number }[];
}

/**
 * The scale of finite numbers, in float64, so that a large offset such as that of time stamps does
 * not matter. A scale of 0 says that all are equal.
 */
export function fitScale(values: Float64Array, scaling: NumberScaling): Scale {
  const sorted = values.slice().sort();
  const median = quantileOf(sorted, 0.5);
  const { mean, deviation } = moments(sorted);
  if (sorted[0] === sorted.at(-1)) return { median, center: median, scale: 0 };
  if (scaling === "standard") return { median, center: mean, scale: deviation };
  if (scaling === "quantile") {
    return { median, center: mean, scale: deviation, quantiles: quantilesOf(sorted) };
  }
  // the quartiles of a normal distribution are 1.349 standard deviations apart
  const spread = (quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25)) / 1.349;
  return { median, center: median, scale: spread > 0 && spread < Infinity ? spread : deviation };
}

/** Divided by the largest first, so that no square is too large or too small for float64. */
function moments(values: Float64Array): { mean: number; deviation: number } {
  const unit = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
  const mean = values.reduce((sum, value) => sum + value / unit, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value / unit - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / values.length) * unit;
  return { mean: mean * unit, deviation: deviation > 0 ? deviation : unit };
}

const QUANTILES = 100;
/** Half the width of a uniform distribution of unit variance. */
const HALF_WIDTH = Math.sqrt(3);

/** Equal values share the mean of their ranks. */
function quantilesOf(sorted: Float64Array): { value: number; level: number }[] {
  const count = Math.min(QUANTILES, sorted.length - 1);
  const levels = new Map<number, number[]>();
  for (let i = 0; i <= count; i++) {
    const value = quantileOf(sorted, i / count);
    levels.set(value, [...(levels.get(value) ?? []), (2 * i) / count - 1]);
  }
  return [...levels].map(([value, shared]) => ({
    value,
    level: (HALF_WIDTH * shared.reduce((sum, level) => sum + level)) / shared.length,
  }));
}

function quantileOf(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  const high = sorted[Math.ceil(at)]!;
  const part = at - Math.floor(at);
  // a plain difference could overflow, and rounding could leave the interval
  return Math.min(high, Math.max(low, low * (1 - part) + high * part));
}
