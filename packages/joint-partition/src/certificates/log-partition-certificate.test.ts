import { key, normal, uniform } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import { describe, expect, test } from "vitest";
import { excess } from "../../test/referee.js";
import { exactPartition } from "../exact-partition.js";
import { logPartitionCertificate } from "./log-partition-certificate.js";

const energies = Float64Array.from(normal(key(1), 8));
const { logPartition: logZ, probabilities } = exactPartition(energies);
const tau = logZ - 0.4;

/** Every pair of draws from r, its certificate, and how likely it is. */
function pairs(r: readonly number[]) {
  return r.flatMap((ra, a) =>
    r.map((rb, b) => ({
      likely: ra * rb,
      certificate: logPartitionCertificate({
        sampleEnergy: [energies[a]!, energies[b]!],
        sampleLogWeights: [-Math.log(8 * ra), -Math.log(8 * rb)],
        logPartition: tau,
      }),
    })),
  );
}

const uniformly: readonly number[] = new Array(8).fill(1 / 8);
const skewed = Array.from(uniform(key(2), 8), (u) => u + 0.2);
const other = skewed.map((r) => r / skewed.reduce((a, b) => a + b));

describe.each([
  ["the prior", uniformly],
  ["another proposal", other],
] as const)("logPartitionCertificate by draws from %s", (_, r) => {
  const all = pairs(r);
  const mean = (of: (c: (typeof all)[number]["certificate"]) => number): number =>
    all.reduce((sum, { likely, certificate }) => sum + likely * of(certificate), 0);

  test("brackets log Z in the mean: above by φ, and below", () => {
    expectClose(
      mean(({ upper }) => upper),
      logZ + excess(0.4),
      { rtol: 1e-12, atol: 1e-12 },
    );
    expect(mean(({ lower }) => lower)).toBeLessThan(logZ);
    for (const { certificate } of all) {
      expect(certificate.lower).toBeLessThanOrEqual(certificate.upper + 1e-12);
    }
  });

  test("lies t above log Z with no more than e⁻ᵗ of the probability", () => {
    for (const t of [0.05, 0.2, 0.5, 1]) {
      const beyond = mean(({ lower }) => (lower - t > logZ ? 1 : 0));
      expect(beyond).toBeLessThanOrEqual(Math.exp(-t));
    }
  });
});

/** A certificate of so many uniform draws, its noise fixed by a seed. */
function certify(seed: number, draws: number) {
  const drawn = Array.from(uniform(key(seed), draws), (u) => energies[Math.floor(8 * u)]!);
  return logPartitionCertificate({ sampleEnergy: drawn, logPartition: tau });
}

describe("logPartitionCertificate", () => {
  test("covers log Z by its interval in 95 of 100 runs", () => {
    const runs = 1000;
    const covered = Array.from({ length: runs }, (_, run) => certify(run, 400)).filter(
      ({ interval: [low, high] }) => low <= logZ && logZ <= high,
    ).length;
    const error = Math.sqrt(0.95 * 0.05 * runs);
    expect(Math.abs(covered - 0.95 * runs)).toBeLessThan(4 * error);
  });

  test("narrows its interval as 1/√draws: 2z·√(χ²/draws) wide", () => {
    const chi = probabilities.reduce((sum, p) => sum + 8 * p * p, 0) - 1;
    for (const draws of [100, 1600, 25_600]) {
      const [low, high] = certify(1, draws).interval;
      expectClose((high - low) / (2 * 1.96 * Math.sqrt(chi / draws)), 1, { rtol: 0, atol: 0.2 });
    }
  });

  test("counts effective draws, a share 1/(1 + χ²) of all", () => {
    const share = 1 / probabilities.reduce((sum, p) => sum + 8 * p * p, 0);
    expectClose(certify(3, 40_000).effectiveDraws / 40_000, share, { rtol: 0.05 });
    const even = logPartitionCertificate({ sampleEnergy: [2, 2, 2], logPartition: 0 });
    expectClose(even.effectiveDraws, 3);
  });

  test("is exact where every weight is the same, whatever τ is: one correction is enough", () => {
    const { lower, interval } = logPartitionCertificate({
      sampleEnergy: [1e4, 1e4 - 1],
      sampleLogWeights: [3, 2],
      logPartition: 5,
    });
    expectClose([lower, ...interval], [-9997, -9997, -9997]);
  });

  test("is finite at ±1e4, but for an upper bound as far off as τ", () => {
    const draws = { sampleEnergy: [-1e4, 1e4] };
    const near = logPartitionCertificate({ ...draws, logPartition: 1e4 });
    expectClose(near.lower, 1e4 - Math.LN2, { rtol: 1e-12 });
    expectClose(near.upper, 1e4 - 0.5, { rtol: 1e-12 });
    expectClose(near.effectiveDraws, 1);
    expect(near.interval[0]).toBe(-Infinity);
    expect(logPartitionCertificate({ ...draws, logPartition: 0 }).upper).toBe(Infinity);
  });

  test("refuses too few draws, weights that are not theirs, and NaN", () => {
    expect(() =>
      logPartitionCertificate({ sampleEnergy: [1], logPartition: 0 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: logPartitionCertificate: \`sampleEnergy\` has 1 entries, expected 2 or more.]`,
    );
    expect(() =>
      logPartitionCertificate({ sampleEnergy: [1, 2], sampleLogWeights: [0], logPartition: 0 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: logPartitionCertificate: \`sampleLogWeights\` has 1 entries, expected 2.]`,
    );
    const message =
      "logPartitionCertificate: `sampleEnergy`, `sampleLogWeights` or `logPartition` has NaN, expected numbers.";
    for (const nan of [
      { sampleEnergy: [1, Number.NaN], logPartition: 0 },
      { sampleEnergy: [1, 2], sampleLogWeights: [Number.NaN, 0], logPartition: 0 },
      { sampleEnergy: [1, 2], logPartition: Number.NaN },
    ]) {
      expect(() => logPartitionCertificate(nan)).toThrow(message);
    }
  });
});
