import type { Range, SearchSpace, Values } from "./search-space.js";

/** Returns the values at a point of the unit cube, one coordinate for each setting in order. */
export function unitValues(space: SearchSpace, point: ArrayLike<number>): Values {
  return Object.fromEntries(
    Object.entries(space).map(([name, dimension], d) => {
      const u = point[d]!;
      if (!("values" in dimension)) return [name, inRange(dimension, u)];
      const { values } = dimension;
      return [name, values[Math.min(Math.floor(u * values.length), values.length - 1)]!];
    }),
  );
}

/** Whole numbers have half a unit more on each side, so that all of them are equally likely. */
function inRange({ min, max, scale, integer }: Range, u: number): number {
  const [low, high] = integer ? [min - 0.5, max + 0.5] : [min, max];
  const value =
    scale === "log"
      ? Math.exp(Math.log(low) + u * (Math.log(high) - Math.log(low)))
      : low + u * (high - low);
  const rounded = integer ? Math.round(value) : value;
  return Math.min(Math.max(rounded, min), max);
}
