import { key, normal } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { weightsOf } from "../../test/log-weights.js";
import { weightDiagnostics } from "./weight-diagnostics.js";

describe("weightDiagnostics", () => {
  test("counts all draws of equal weights, and one where one has them all", () => {
    expect(weightDiagnostics(new Float64Array(400).fill(3))).toMatchObject({
      draws: 400,
      effectiveDraws: expect.closeTo(400, 8),
      largestShare: expect.closeTo(1 / 400, 12),
      reliable: true,
    });
    const one = weightDiagnostics(Float64Array.from({ length: 400 }, (_, i) => (i ? -1e4 : 1e4)));
    expect(one.effectiveDraws).toBeCloseTo(1, 10);
    expect(one.largestShare).toBeCloseTo(1, 10);
    expect(one.reliable).toBe(false);
  });

  test("has effective draws of draws / (1 + χ²)", () => {
    // of N(0, 2²) to N(1, 1): 1 + χ² = ∫ p² / q in closed form
    const chi = (4 / Math.sqrt(7)) * Math.exp(1 / 7);
    const { effectiveDraws } = weightDiagnostics(weightsOf(6, 50000));
    expect(effectiveDraws / 50000).toBeCloseTo(1 / chi, 2);
  });

  test("trusts a proposal wider than the model, and none that is narrower", () => {
    expect(weightDiagnostics(weightsOf(7, 2000))).toMatchObject({ reliable: true });
    const narrow = Float64Array.from(normal(key(8), 2000), (z) => z * z); // σ < model's / √2
    const verdict = weightDiagnostics(narrow);
    expect(verdict.reliable).toBe(false);
    expect(verdict.advice).toMatch(/^The tail of the weights is too heavy \(k̂ = \d/);
  });

  test("trusts tails up to a shape of 0.7, however many the draws", () => {
    const quantiles = (k: number): Float64Array =>
      Float64Array.from({ length: 40000 }, (_, i) => -k * Math.log((i + 0.5) / 40000));
    expect(weightDiagnostics(quantiles(0.65)).reliable).toBe(true);
    expect(weightDiagnostics(quantiles(0.75)).reliable).toBe(false);
  });

  test("says what is wrong, in one sentence", () => {
    expect(weightDiagnostics([0, 0, 0]).advice).toMatchInlineSnapshot(
      `"3 draws are too few to judge the weights by: do not report log Ẑ, but take a wider proposal, a defensive mixture or more draws."`,
    );
    const few = Float64Array.from({ length: 100 }, (_, i) => (i < 30 ? 0 : -1e3));
    expect(weightDiagnostics(few).advice).toMatchInlineSnapshot(
      `"Only 30.0 of 100 draws are effective: log Ẑ is noisy, so take more draws or adapt the proposal."`,
    );
  });
});
