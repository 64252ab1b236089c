/** The mean and the sample standard deviation of some numbers. */
export interface Statistics {
  readonly count: number;
  readonly mean: number;
  /** Undefined for fewer than two numbers. */
  readonly deviation: number | undefined;
}

/** Computes the statistics of all numbers among some values. Undefined if there are none. */
export function statistics(values: readonly unknown[]): Statistics | undefined {
  const numbers = values.filter((value) => typeof value === "number");
  const count = numbers.length;
  if (count === 0) return undefined;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / count;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { count, mean, deviation: count < 2 ? undefined : Math.sqrt(squares / (count - 1)) };
}
