import { formatNumber } from "../../../report/format.js";

/** The density that has the darkest shade. */
const TOP = 6;

/** Returns the shades of a conditional density in pictures. */
export const conditionalShades = (density: ArrayLike<number>): number[] =>
  Array.from(density, (p) => Math.sqrt(p / TOP));

/** Number of columns (x) and of rows (y, the largest on top). */
export const PICTURE = { width: 90, height: 60 } as const;

const RANGES: Readonly<Record<string, readonly [number, number, number, number]>> = {
  "1d_regression_1": [-3, 3, -1.5, 1.8],
  "1d_regression_2": [0, 1, -2.5, 2.5],
};

/**
 * Returns the points of a picture of p(y | x), row by row, and its extent. Undefined for sets
 * without a picture.
 */
export function conditionalPicture(dataset: string): {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly span: string;
} {
  const range = RANGES[dataset];
  if (!range) return { x: [], y: [], span: "" };
  const [left, right, low, high] = range;
  const { width, height } = PICTURE;
  const places = Array.from({ length: width * height }, (_, i) => i);
  const [from, to, bottom, top] = range.map((end) => formatNumber(end));
  return {
    span: `x from ${from} to ${to}, y from ${bottom} to ${top}`,
    x: places.map((i) => left + (((i % width) + 0.5) / width) * (right - left)),
    y: places.map((i) => high - ((Math.floor(i / width) + 0.5) / height) * (high - low)),
  };
}
