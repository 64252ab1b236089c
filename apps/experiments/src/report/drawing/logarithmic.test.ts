import { expect, test } from "vitest";
import { logarithmic } from "./logarithmic.js";

test.each([
  ["powers of its base", 2, [1, 32], [1, 2, 4, 8, 16, 32]],
  ["powers below one", 10, [0.0009, 12], [0.001, 0.01, 0.1, 1, 10]],
  ["finer, where powers are few", 10, [0.3, 60], [0.5, 1, 2, 5, 10, 20, 50]],
  ["the value itself, where there is one", 10, [5], [2, 5, 10]],
])("has ticks at %s", (_, base, values, ticks) => {
  const { axis, scale } = logarithmic("x", "x", { base, values });
  expect(axis.values).toHaveLength(ticks.length);
  for (const [i, tick] of axis.values.entries()) expect(tick / ticks[i]!).toBeCloseTo(1, 12);
  const [least, most] = scale.domain!;
  for (const value of [...values, ...ticks]) expect(value > least && value < most).toBe(true);
});
