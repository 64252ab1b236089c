/** Whether a value is a number to draw and to write; null, of JSON, is none. */
export const isFiniteNumber = (value: unknown): value is number => Number.isFinite(value);
