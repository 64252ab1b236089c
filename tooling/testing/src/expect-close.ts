import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";

type Values = tf.Tensor | ArrayLike<number> | number;

export interface Tolerance {
  /** Relative to the larger magnitude. */
  readonly rtol?: number;
  readonly atol?: number;
}

/** Asserts that values agree to |a − b| ≤ atol + rtol·|b|, entry by entry. NaN equals NaN. */
export function expectClose(
  actual: Values,
  expected: Values,
  { rtol = 1e-5, atol = 1e-5 }: Tolerance = {},
): void {
  const [a, b] = [numbers(actual), numbers(expected)];
  expect(a.length, "number of entries").toBe(b.length);
  for (const [i, x] of a.entries()) {
    const y = b[i]!;
    if (Object.is(x, y) || x === y) continue;
    if (!(Math.abs(x - y) <= atol + rtol * Math.abs(y))) {
      expect.fail(`entry ${i} is ${x}, expected ${y} within ${atol} + ${rtol}·|${y}|\n${a}\n${b}`);
    }
  }
}

function numbers(values: Values): number[] {
  if (values instanceof tf.Tensor) return Array.from(values.dataSync());
  return typeof values === "number" ? [values] : Array.from(values);
}
