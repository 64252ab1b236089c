import { logSumExp } from "@ebm/core/float64";
import { describe, expect, test } from "vitest";
import { LOG_Z, paretoWeights, weightsOf } from "../../test/log-weights.js";

import { logNormalizerEstimate } from "./log-normalizer-estimate.js";

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
      `[EbmError: logNormalizerEstimate: \`chunks\` has 0 log-weights with maximum -Infinity and sum 0, expected finite numbers.]`,
    );
    expect(() => logNormalizerEstimate([[0, Number.NaN]])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: logNormalizerEstimate: \`chunks\` has 2 log-weights with maximum 0 and sum NaN, expected finite numbers.]`,
    );
  });
});
