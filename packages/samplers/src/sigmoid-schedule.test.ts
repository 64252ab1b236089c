import { describe, expect, test } from "vitest";
import { sigmoidSchedule } from "./index.js";

describe("sigmoidSchedule", () => {
  test.each([1, 2, 7, 1000])("of %i steps rises from 0 to 1, alike from both ends", (steps) => {
    const betas = sigmoidSchedule(steps);
    expect(betas.length).toBe(steps + 1);
    expect(betas[0]).toBe(0);
    expect(betas[steps]).toBe(1);
    for (let t = 1; t <= steps; t++) {
      expect(betas[t]).toBeGreaterThan(betas[t - 1]!);
      expect(betas[t]! + betas[steps - t]!).toBeCloseTo(1, 6);
    }
  });

  test("is denser at its ends the sharper it is, and linear in the limit", () => {
    const first = (sharpness: number): number => sigmoidSchedule(10, { sharpness })[1]!;
    expect(first(8)).toBeLessThan(first(4));
    expect(first(1e-3)).toBeCloseTo(0.1, 6);
  });

  test("is σ, shifted and scaled", () => {
    const sigma = (z: number): number => 1 / (1 + Math.exp(-z));
    const at = (t: number): number => (sigma(4 * (2 * t - 1)) - sigma(-4)) / (sigma(4) - sigma(-4));
    for (const [t, beta] of sigmoidSchedule(8).entries()) expect(beta).toBeCloseTo(at(t / 8), 6);
  });

  test("refuses steps and sharpness that are not positive", () => {
    expect(() => sigmoidSchedule(0)).toThrow(
      "sigmoidSchedule: `steps` is 0, expected an integer of at least 1.",
    );
    expect(() => sigmoidSchedule(3, { sharpness: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: sigmoidSchedule: \`sharpness\` is 0, expected a positive number.]`,
    );
  });
});
