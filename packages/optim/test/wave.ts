/** Returns numbers of both signs and many magnitudes, without a visible pattern. */
export function wave(size: number, seed: number): Float32Array {
  return Float32Array.from(
    { length: size },
    (_, i) => Math.sin((i + 1) * (seed + 0.618)) * 10 ** Math.round(3 * Math.cos(7 * i + seed)),
  );
}
