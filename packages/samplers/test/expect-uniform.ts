import { expect } from "vitest";

/**
 * Asserts that independent numbers are uniform on [0, 1) by the Kolmogorov–Smirnov test: √n·D exceeds
 * 2.5 with probability 7·10⁻⁶.
 */
export function expectUniform(values: ArrayLike<number>): void {
  const sorted = Float64Array.from(values).sort();
  const distance = sorted.reduce(
    (d, u, i) => Math.max(d, u - i / sorted.length, (i + 1) / sorted.length - u),
    0,
  );
  expect(Math.sqrt(sorted.length) * distance).toBeLessThan(2.5);
}
