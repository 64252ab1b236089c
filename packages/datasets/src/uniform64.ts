import { bits, type Key } from "@ebm/core/random";

/** Returns uniform numbers on [0, 1), multiples of 2⁻⁵³: the resolution of float64. */
export function uniform64(key: Key, count: number): Float64Array {
  const words = bits(key, 2 * count);
  return Float64Array.from(
    { length: count },
    (_, i) => ((words[2 * i]! >>> 5) * 2 ** 26 + (words[2 * i + 1]! >>> 6)) / 2 ** 53,
  );
}
