import { key, uniform } from "@ebm/core";
import { f1Samples } from "@ebm/metrics";
import { expect, test } from "vitest";
import { expectedF1 } from "./expected-f1.js";

const LABELS = 4;
const subset = (bits: number): number[] =>
  Array.from({ length: LABELS }, (_, i) => (bits >> i) & 1);

test.each([1, 2, 3])("is the mean F1 over all y, and the best set has the largest (%i)", (seed) => {
  const masses = Float64Array.from(uniform(key(seed), 2 ** LABELS), (u) => u ** 4);
  const total = masses.reduce((sum, mass) => sum + mass);
  const probabilities = masses.map((mass) => mass / total);
  const { of, best } = expectedF1(probabilities, LABELS);

  const values = Array.from(probabilities, (_, bits) => {
    const predicted = { data: subset(bits), shape: [1, LABELS] } as const;
    return probabilities.reduce((sum, p, y) => {
      return sum + p * f1Samples({ predicted, actual: { ...predicted, data: subset(y) } });
    }, 0);
  });
  for (const [bits, value] of values.entries()) expect(of(subset(bits))).toBeCloseTo(value, 12);
  expect(of(best())).toBeCloseTo(Math.max(...values), 12);
});
