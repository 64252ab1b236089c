/** Colors of lines, readable on light and dark panels. */
const COLORS = [
  "#2f7fd1",
  "#d9772b",
  "#2f9e6e",
  "#b457c4",
  "#cf4f4f",
  "#1f9fb0",
  "#8f7d24",
  "#6f6fd8",
  "#c25a8c",
  "#7b8794",
] as const;

/** Dashes tell lines apart once all colors are used, and without colors. */
const DASHES = [[], [6, 3], [2, 3], [10, 3, 2, 3]] as const;

export interface LineStyle {
  readonly color: string;
  readonly dash: readonly number[];
}

/** Returns the style of the line with a number, from 0. */
export function lineStyle(index: number): LineStyle {
  const round = Math.floor(index / COLORS.length);
  return { color: COLORS[index % COLORS.length]!, dash: DASHES[round % DASHES.length]! };
}
