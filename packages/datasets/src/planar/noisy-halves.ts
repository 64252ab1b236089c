import { type Key, normal, permutation, split } from "@ebm/core/random";

export interface NoisyHalves {
  /** The standard deviation of the noise, before scaling. */
  readonly deviation: number;
  /** The factor of points and noise. Default: 1. */
  readonly scale?: number;
  /** Returns point `index` of the `size` points of a half. */
  point(half: 0 | 1, index: number, size: number): readonly [x: number, y: number];
}

/** Draws points of two curves, half of them from each, with noise and in random order. */
export function noisyHalves(
  key: Key,
  count: number,
  { deviation, scale = 1, point }: NoisyHalves,
): Float64Array {
  const [noiseKey, orderKey] = split(key, 2);
  const noise = normal(noiseKey, 2 * count);
  const order = permutation(orderKey, count);
  const first = Math.floor(count / 2);
  return Float64Array.from({ length: 2 * count }, (_, i) => {
    const row = order[i >> 1]!;
    const place = row < first ? point(0, row, first) : point(1, row - first, count - first);
    return scale * (place[i % 2]! + deviation * noise[i]!);
  });
}
