import type { Leaf } from "./optimizer.js";

/** Returns the ranges of the flat vector that decay. Adjacent leaves share one range. */
export function decayingRanges(
  leaves: readonly Leaf[],
  decays: (path: string) => boolean = () => true,
): [start: number, end: number][] {
  const ranges: [start: number, end: number][] = [];
  let start = 0;
  for (const { path, size } of leaves) {
    const end = start + size;
    if (decays(path)) {
      const last = ranges.at(-1);
      if (last?.[1] === start) last[1] = end;
      else ranges.push([start, end]);
    }
    start = end;
  }
  return ranges;
}
