import { key, normal, uniform } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { logSumExp } from "../log-sum-exp.js";
import { bootstrapLogNormalizer } from "./bootstrap-log-normalizer.js";
import { logNormalizerEstimate } from "./log-normalizer-estimate.js";
import { paretoK } from "./pareto-k.js";
import { weightDiagnostics } from "./weight-diagnostics.js";

/** log w of draws of N(0, 2²) for exp(−(x − 1)²/2), whose log Z is ½ log 2π. */
const LOG_Z = Math.log(2 * Math.PI) / 2;
const weightsOf = (seed: number, draws: number): Float64Array =>
  Float64Array.from(normal(key(seed), draws), (z) => logWeight(2 * z));
const logWeight = (x: number): number =>
  -((x - 1) ** 2) / 2 + (x / 2) ** 2 / 2 + Math.log(2) + LOG_Z;

/** log w of weights with a tail of shape k: w = u^(−k). */
const paretoWeights = (seed: number, draws: number, k: number): Float64Array =>
  Float64Array.from(uniform(key(seed), draws), (u) => -k * Math.log(1 - u));

describe("logNormalizerEstimate", () => {
  test("is the log-mean-exp, however the draws are cut into chunks", () => {
    const weights = weightsOf(1, 1000);
    const expected = logSumExp(weights) - Math.log(1000);
    for (const size of [1000, 300, 1]) {
      const chunks = Array.from({ length: Math.ceil(1000 / size) }, (_, i) =>
        weights.subarray(i * size, (i + 1) * size),
      );
      const { logNormalizer, draws } = logNormalizerEstimate(chunks);
      expect(logNormalizer).toBeCloseTo(expected, 12);
      expect(draws).toBe(1000);
    }
  });

  test("has the standard error that repeated estimates spread by", () => {
    const runs = Array.from({ length: 300 }, (_, run) =>
      logNormalizerEstimate([weightsOf(10 + run, 500)]),
    );
    const errors = runs.map(({ logNormalizer }) => logNormalizer - LOG_Z);
    const spread = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / 300);
    const claimed = runs.reduce((sum, { standardError }) => sum + standardError, 0) / 300;
    expect(claimed / spread).toBeGreaterThan(0.85);
    expect(claimed / spread).toBeLessThan(1.15);
    const covered = runs.filter(({ interval: [low, high] }) => low < LOG_Z && LOG_Z < high).length;
    expect(covered / 300).toBeGreaterThan(0.9);
  });

  test("has the error of the sample variance, in whatever order the weights come", () => {
    const weights = weightsOf(9, 50);
    const values = [...weights].map(Math.exp);
    const mean = values.reduce((a, b) => a + b) / 50;
    const variance = values.reduce((sum, w) => sum + (w - mean) ** 2, 0) / 49;
    const expected = Math.sqrt(variance / 50) / mean;
    for (const order of [weights, weights.toSorted(), weights.toSorted().reverse()]) {
      expect(logNormalizerEstimate([order]).standardError).toBeCloseTo(expected, 12);
    }
  });

  test("certifies a lower bound even where weights have no variance", () => {
    // mean of u^(−k) is 1 / (1 − k)
    const exact = -Math.log(1 - 0.9);
    const failed = Array.from({ length: 400 }, (_, run) =>
      logNormalizerEstimate([paretoWeights(1000 + run, 50, 0.9)]),
    ).filter(({ certified }) => certified > exact).length;
    expect(failed / 400).toBeLessThan(0.05);
  });

  test("is exact at log-weights of ±1e4, and of weights that are 0", () => {
    const { logNormalizer } = logNormalizerEstimate([
      [1e4, -1e4],
      [-Infinity, 1e4],
    ]);
    expect(logNormalizer).toBeCloseTo(1e4 - Math.LN2, 10);
    expect(logNormalizerEstimate([[-1e4, -1e4]])).toMatchObject({
      logNormalizer: -1e4,
      standardError: 0,
    });
  });

  test("refuses no draws, and weights that are not finite", () => {
    expect(() => logNormalizerEstimate([])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: logNormalizerEstimate: \`chunks\` has 0 log-weights of maximum -Infinity and sum 0, expected finite ones.]`,
    );
    expect(() => logNormalizerEstimate([[0, Number.NaN]])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: logNormalizerEstimate: \`chunks\` has 2 log-weights of maximum 0 and sum NaN, expected finite ones.]`,
    );
  });
});

describe("bootstrapLogNormalizer", () => {
  test("agrees with the delta method where there are many draws", () => {
    const logWeights = weightsOf(2, 2000);
    const { interval } = logNormalizerEstimate([logWeights]);
    const [low, high] = bootstrapLogNormalizer({ logWeights, key: key(3) });
    const width = interval[1] - interval[0];
    expect(Math.abs(low - interval[0])).toBeLessThan(0.15 * width);
    expect(Math.abs(high - interval[1])).toBeLessThan(0.15 * width);
  });

  test("is a point where the weights are equal", () => {
    const [low, high] = bootstrapLogNormalizer({
      logWeights: new Float64Array(50).fill(-1e4),
      key: key(4),
    });
    expect(low).toBeCloseTo(-1e4, 8);
    expect(high).toBeCloseTo(-1e4, 8);
  });
});

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
