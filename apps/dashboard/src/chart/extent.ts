import type { Points } from "../api.js";
import type { ChartLine, Range } from "./chart-line.js";

const partsOf = ({ points, smooth, band }: ChartLine): readonly Points[] => [
  points,
  ...(smooth ? [smooth] : []),
  ...(band ? [band.low, band.high] : []),
];

/** Returns the range of steps of all lines. */
export function stepExtent(lines: readonly ChartLine[], isLog: boolean): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { points } of lines) {
    const { steps } = points;
    if (steps.length === 0) continue;
    low = Math.min(low, isLog ? (steps.find((step) => step > 0) ?? low) : steps[0]!);
    high = Math.max(high, steps.at(-1)!);
  }
  if (!(low < high)) return low === high ? [low * 0.9 - 1, high * 1.1 + 1] : [isLog ? 1 : 0, 10];
  return [low, high];
}

/** Returns the range of the values that are drawn between two steps, with a margin. */
export function valueExtent(lines: readonly ChartLine[], [from, to]: Range, isLog: boolean): Range {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { steps, values } of lines.flatMap(partsOf)) {
    for (let i = 0; i < steps.length; i++) {
      const [step, value] = [steps[i]!, values[i]!];
      if (step < from || step > to || (isLog && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return isLog ? [0.1, 1] : [0, 1];
  if (isLog) return [low / 1.1, high * 1.1];
  const margin = low === high ? Math.abs(low) * 0.1 || 1 : 0.05 * (high - low);
  return [low - margin, high + margin];
}
