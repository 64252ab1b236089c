/** Returns about `count` round numbers between two numbers. */
export function niceTicks(from: number, to: number, count: number): number[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
}

/** Returns the powers of ten between two positive numbers, or round numbers if they are close. */
export function logTicks(from: number, to: number): number[] {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  if (last - first < 1) return niceTicks(from, to, 4).filter((tick) => tick > 0);
  const every = Math.ceil((last - first) / 6);
  return Array.from(
    { length: Math.floor((last - first) / every) + 1 },
    (_, i) => 10 ** (first + every * i),
  );
}
