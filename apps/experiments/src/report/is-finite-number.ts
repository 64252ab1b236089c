/**
 * Returns whether a value is a number that can be plotted and written. JSON has null for others.
 */
export const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);
