import { key, uniform } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { paretoWeights } from "../../test/log-weights.js";
import { paretoK } from "./pareto-k.js";

describe("paretoK", () => {
  test.each([0.1, 0.3, 0.5, 0.7, 1, 1.5])("recovers a tail of shape %d", (k) => {
    const found = Array.from({ length: 10 }, (_, run) =>
      paretoK(paretoWeights(50 + run, 20000, k)),
    );
    const mean = found.reduce((a, b) => a + b) / 10;
    expect(Math.abs(mean - k)).toBeLessThan(0.06 + 0.03 * k);
  });

  test("does not change as all weights are multiplied", () => {
    const weights = paretoWeights(5, 1000, 0.6);
    for (const shift of [-1e4, 1e4]) {
      expect(paretoK(weights.map((w) => w + shift))).toBeCloseTo(paretoK(weights), 6);
    }
  });

  test("is drawn towards ½ where the tail is short", () => {
    // five weights in the tail, of a distribution with an end: k = −1 counts for a third
    const found = Array.from({ length: 400 }, (_, run) =>
      paretoK(Float64Array.from(uniform(key(3000 + run), 25), (u) => Math.log(1 + u))),
    );
    const mean = found.reduce((a, b) => a + b) / 400;
    expect(mean).toBeGreaterThan(-0.3);
    expect(mean).toBeLessThan(0.3);
  });

  test("is −Infinity of equal weights, Infinity of too few", () => {
    expect(paretoK(new Float64Array(100))).toBe(-Infinity);
    expect(paretoK([0, 1, 2])).toBe(Infinity);
  });

  test("refuses NaN", () => {
    expect(() => paretoK([0, Number.NaN])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: paretoK: \`logWeights\` has NaN or Infinity, expected finite numbers.]`,
    );
  });
});
