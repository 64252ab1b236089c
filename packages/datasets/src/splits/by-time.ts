import { EbmError } from "@ebm/core/errors";

/** The rows from the earliest to the latest. */
export function byTime(where: string, times: ArrayLike<number>): Int32Array {
  const order = Int32Array.from({ length: times.length }, (_, row) => row);
  const row = order.find((index) => Number.isNaN(times[index]!));
  if (row !== undefined) {
    throw new EbmError(`${where}: \`times\` is missing in row ${row + 1}, expected a time.`);
  }
  return order.sort((a, b) => times[a]! - times[b]! || a - b);
}

/** The cut nearest below `cut`, or else above it, that does not part rows of one time. */
export function timeCut(
  where: string,
  {
    order,
    times,
    cut,
  }: {
    readonly order: Int32Array;
    readonly times: ArrayLike<number>;
    readonly cut: number;
  },
): number {
  const parts = (at: number): boolean => times[order[at - 1]!] !== times[order[at]!];
  for (let at = cut; at > 0; at--) if (parts(at)) return at;
  for (let at = cut + 1; at < order.length; at++) if (parts(at)) return at;
  throw new EbmError(`${where}: \`times\` are all equal, expected two times or more.`);
}
