import { logSumExp } from "@ebm/core/float64";
import { key, normal, uniform } from "@ebm/core/random";
import { describe, expect, test } from "vitest";
import { likelihoodBracket } from "./likelihood-bracket.js";

/** log w of draws of N(0, 2²) for exp(−(x − 1)²/2), whose log Z is ½ log 2π. */
const LOG_Z = Math.log(2 * Math.PI) / 2;
const weightsOf = (seed: number, draws: number): Float64Array =>
  Float64Array.from(normal(key(seed), draws), (z) => logWeight(2 * z));
const logWeight = (x: number): number =>
  -((x - 1) ** 2) / 2 + (x / 2) ** 2 / 2 + Math.log(2) + LOG_Z;

/** Returns the logarithms of weights with a tail of shape k: w = u^(−k). */
const paretoWeights = (seed: number, draws: number, k: number): Float64Array =>
  Float64Array.from(uniform(key(seed), draws), (u) => -k * Math.log(1 - u));

describe("likelihoodBracket", () => {
  const dataEnergy = normal(key(9), 20);
  const row = weightsOf(10, 200);

  test("differs by e^u − 1 − u, to rounding", () => {
    const logZHat = logSumExp(row) - Math.log(200);
    for (const u of [-2, -1e-3, 0, 0.7, 3]) {
      const logNormalizer = [logZHat - u];
      const { importance, selfNormalized } = likelihoodBracket({
        dataEnergy,
        logWeights: [row],
        logNormalizer,
      });
      expect(Math.abs(importance - selfNormalized - (Math.expm1(u) - u))).toBeLessThan(1e-10);
      const mean = dataEnergy.reduce((a, b) => a + b, 0) / 20;
      expect(Math.abs(importance + mean + logZHat)).toBeLessThan(1e-10);
    }
  });

  test("brackets the log-likelihood in expectation", () => {
    const runs = Array.from({ length: 400 }, (_, run) =>
      likelihoodBracket({
        dataEnergy: [0],
        logWeights: [weightsOf(100 + run, 8)],
        logNormalizer: [LOG_Z + 0.1],
      }),
    );
    const mean = (of: "importance" | "selfNormalized"): number =>
      runs.reduce((sum, it) => sum + it[of], 0) / 400;
    expect(mean("selfNormalized")).toBeLessThan(-LOG_Z);
    expect(mean("importance")).toBeGreaterThan(-LOG_Z);
  });

  test("of a conditional model averages over its inputs", () => {
    const rows = [1, 2, 3].map((seed) => weightsOf(seed, 100));
    const logNormalizer = [0.5, 1, 1.2];
    const together = likelihoodBracket({ dataEnergy: [1, 2, 3], logWeights: rows, logNormalizer });
    const apart = rows.map((weights, i) =>
      likelihoodBracket({
        dataEnergy: [i + 1],
        logWeights: [weights],
        logNormalizer: [logNormalizer[i]!],
      }),
    );
    const mean = (of: "importance" | "selfNormalized"): number =>
      apart.reduce((sum, it) => sum + it[of], 0) / 3;
    expect(together.importance).toBeCloseTo(mean("importance"), 12);
    expect(together.selfNormalized).toBeCloseTo(mean("selfNormalized"), 12);
    const variance = apart.reduce((sum, it) => sum + it.standardError ** 2, 0) / 9;
    expect(together.standardError).toBeCloseTo(Math.sqrt(variance), 12);
    expect(together.certified).toBeCloseTo(together.importance + Math.log(20) / 3, 12);
  });

  test("certifies an upper bound of the log-likelihood", () => {
    const failed = Array.from({ length: 300 }, (_, run) => {
      const logWeights = [0, 1].map((i) => paretoWeights(5000 + 2 * run + i, 20, 0.8));
      return likelihoodBracket({ dataEnergy: [0, 0], logWeights, logNormalizer: [0, 0] });
    }).filter(({ certified }) => certified < Math.log(1 - 0.8)).length;
    expect(failed / 300).toBeLessThan(0.05);
  });

  test("refuses rows that are neither one nor one a point", () => {
    expect(() =>
      likelihoodBracket({ dataEnergy: [0, 0, 0], logWeights: [row, row], logNormalizer: [0, 0] }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: likelihoodBracket: \`dataEnergy\` has 3 points, \`logWeights\` 2 rows and \`logNormalizer\` 2 entries, expected the same number of rows and entries: one, or one per point.]`,
    );
  });
});
