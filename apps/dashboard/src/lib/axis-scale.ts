import { formatNumber, formatSetting } from "./format.js";

/** The places of values on an axis, from 0 to 1. */
export interface AxisScale {
  /** The texts at the ends. */
  readonly least: string;
  readonly most: string;
  /** Returns the place of a value. Undefined if it has none. */
  place(value: unknown): number | undefined;
}

/** Places numbers by their size, and other values in their order. */
export function axisScale(values: readonly unknown[]): AxisScale {
  const present = values.filter((value) => value !== undefined && value !== null);
  if (present.every((value) => typeof value === "number")) {
    const [low, high] = [Math.min(...present), Math.max(...present)];
    return {
      least: formatNumber(low),
      most: formatNumber(high),
      place: (value) =>
        typeof value === "number" ? (low === high ? 0.5 : (value - low) / (high - low)) : undefined,
    };
  }
  const texts = [...new Set(present.map(formatSetting))].sort();
  return {
    least: texts[0]!,
    most: texts.at(-1)!,
    place(value) {
      const index = texts.indexOf(formatSetting(value));
      return index < 0 ? undefined : texts.length === 1 ? 0.5 : index / (texts.length - 1);
    },
  };
}
