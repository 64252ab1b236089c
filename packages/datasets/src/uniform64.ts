import { bits, type Key } from "@ebm/core/random";

/** Uniforms on [0, 1), multiples of 2⁻⁵³: as fine as a float64 can tell apart. */
export function uniform64(key: Key, count: number): Float64Array {
  const words = bits(key, 2 * count);
  return Float64Array.from(
    { length: count },
    (_, i) => ((words[2 * i]! >>> 5) * 2 ** 26 + (words[2 * i + 1]! >>> 6)) / 2 ** 53,
  );
}
