import { foldIn, key, normal } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { bridgeSampling } from "./bridge-sampling.js";
import { logNormalizerEstimate } from "./log-normalizer-estimate.js";

/** log w of draws of N(0, 2²) for exp(−(x − 1)²/2), whose log Z is ½ log 2π. */
const LOG_Z = Math.log(2 * Math.PI) / 2;
const weightsOf = (seed: number, draws: number): Float64Array =>
  Float64Array.from(normal(key(seed), draws), (z) => logWeight(2 * z));
const logWeight = (x: number): number =>
  -((x - 1) ** 2) / 2 + (x / 2) ** 2 / 2 + Math.log(2) + LOG_Z;

describe("bridgeSampling", () => {
  const model = (seed: number, draws: number): Float64Array =>
    Float64Array.from(normal(key(seed), draws), (z) => logWeight(1 + z));

  test("is log Z within its error, which repeated estimates spread by", () => {
    const runs = Array.from({ length: 100 }, (_, run) =>
      bridgeSampling({
        proposalLogWeights: weightsOf(200 + run, 400),
        modelLogWeights: model(700 + run, 300),
      }),
    );
    const errors = runs.map(({ logNormalizer }) => logNormalizer - LOG_Z);
    const spread = Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / 100);
    const mean = errors.reduce((a, b) => a + b) / 100;
    const claimed = runs.reduce((sum, { standardError }) => sum + standardError, 0) / 100;
    expect(Math.abs(mean)).toBeLessThan((4 * spread) / 10);
    expect(claimed / spread).toBeGreaterThan(0.8);
    expect(claimed / spread).toBeLessThan(1.25);
  });

  test("is closer than importance sampling where the proposal is narrow", () => {
    // q = N(0, ½²) for exp(−x²/2): weights without variance
    const logW = (x: number): number => -(x * x) / 2 + 2 * x * x + Math.log(0.5) + LOG_Z;
    const squared = [0, 0];
    for (let run = 0; run < 40; run++) {
      const [a, b] = [0, 1].map((i) => normal(foldIn(key(11), 2 * run + i), 500)) as [
        Float32Array,
        Float32Array,
      ];
      const proposalLogWeights = Float64Array.from(a, (z) => logW(z / 2));
      const modelLogWeights = Float64Array.from(b, logW);
      const bridge = bridgeSampling({ proposalLogWeights, modelLogWeights }).logNormalizer;
      squared[0]! += (bridge - LOG_Z) ** 2;
      squared[1]! += (logNormalizerEstimate([proposalLogWeights]).logNormalizer - LOG_Z) ** 2;
    }
    expect(squared[0]).toBeLessThan(squared[1]! / 4);
  });

  test("is exact of constant weights, at ±1e4 too", () => {
    for (const w of [-1e4, 0, 1e4]) {
      const weights = new Float64Array(10).fill(w);
      const { logNormalizer, standardError } = bridgeSampling({
        proposalLogWeights: weights,
        modelLogWeights: weights,
      });
      expect(logNormalizer).toBeCloseTo(w, 8);
      expect(standardError).toBeLessThan(1e-6);
    }
  });

  test("refuses weights that are not finite", () => {
    expect(() =>
      bridgeSampling({ proposalLogWeights: [0, Infinity], modelLogWeights: [0, 0] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: bridgeSampling: \`proposalLogWeights\` has Infinity, expected two finite numbers or more.]`,
    );
  });
});
