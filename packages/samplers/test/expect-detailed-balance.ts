import { expect } from "vitest";
import type { Law } from "./bits.js";

/** Asserts p(x)·P(x′|x) = p(x′)·P(x|x′) for all pairs, and that chains reach every state. */
export function expectDetailedBalance(
  matrix: readonly Float64Array[],
  { states, probabilities }: Law,
  { tolerance = 5e-4 }: { readonly tolerance?: number } = {},
): void {
  const flow = (i: number, j: number): number => probabilities[i]! * matrix[i]![j]!;
  for (const i of states.keys()) {
    for (const j of states.keys()) {
      const error = Math.abs(flow(i, j) - flow(j, i));
      expect(error, `between ${states[i]} and ${states[j]}`).toBeLessThan(tolerance);
    }
  }
  // all states that a walk from the first state reaches
  const met = new Set([0]);
  for (const i of met) for (const j of states.keys()) if (flow(i, j) > tolerance / 10) met.add(j);
  expect(met.size, "states that communicate").toBe(states.length);
}
