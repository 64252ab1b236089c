import { EbmError } from "@ebm/core";

export interface LogPartitionCertificateInputs {
  /** E(x, y′ₛ) at samples from the prior, for one x. Finite. */
  readonly sampleEnergy: ArrayLike<number>;
  /** log q/r at the samples, if they come from another distribution r. Default: zeros. */
  readonly sampleLogWeights?: ArrayLike<number>;
  /** τ(x), which must not depend on these samples. */
  readonly logPartition: number;
}

export interface LogPartitionCertificateOptions {
  /** The half-width of the interval, in standard errors. Default: 1.96. */
  readonly z?: number;
}

export interface LogPartitionCertificate {
  /**
   * τ + log mean ω, the importance-sampling estimate of log Z: τ after one correction. Its expected
   * value is at most log Z (Jensen), and by Markov's inequality
   *
   *   P( log Z < lower − t ) ≤ e⁻ᵗ  for every t ≥ 0 and any number of samples.
   */
  readonly lower: number;
  /** τ + mean ω − 1 ≥ `lower`. Its expected value is log Z + φ(log Z − τ), φ(δ) = e^δ − δ − 1. */
  readonly upper: number;
  /**
   * τ + log(mean ω ± z·s/√samples), an interval for log Z by the central limit theorem. It holds if
   * the samples cover the regions that dominate Z. Its lower end is −∞ if the weights vary too much.
   */
  readonly interval: readonly [low: number, high: number];
  /** The effective sample size, (Σω)² / Σω². */
  readonly effectiveDraws: number;
}

/**
 * Checks a learned τ(x) against samples: computes bounds on log Z = log E_q exp(−E(x, ·)) that hold
 * in expectation, an interval, and the effective sample size. It uses float64, with
 * ω = (q/r)·exp(−E − τ).
 */
export function logPartitionCertificate(
  { sampleEnergy, sampleLogWeights, logPartition }: LogPartitionCertificateInputs,
  { z = 1.96 }: LogPartitionCertificateOptions = {},
): LogPartitionCertificate {
  const draws = sampleEnergy.length;
  if (draws < 2 || (sampleLogWeights && sampleLogWeights.length !== draws)) {
    throw new EbmError(
      `logPartitionCertificate: \`${draws < 2 ? "sampleEnergy" : "sampleLogWeights"}\` has ` +
        `${draws < 2 ? draws : sampleLogWeights!.length} entries, expected ${draws < 2 ? "2 or more" : draws}.`,
    );
  }
  const logs = Float64Array.from(
    sampleEnergy,
    (energy, s) => (sampleLogWeights?.[s] ?? 0) - energy,
  );
  if (Number.isNaN(logPartition) || logs.some(Number.isNaN)) {
    throw new EbmError(
      "logPartitionCertificate: `sampleEnergy`, `sampleLogWeights` or `logPartition` has NaN, expected numbers.",
    );
  }
  const max = logs.reduce((a, b) => Math.max(a, b));
  const scaled = logs.map((log) => Math.exp(log - max));
  const mean = scaled.reduce((sum, w) => sum + w, 0) / draws;
  const squares = scaled.reduce((sum, w) => sum + (w / mean) ** 2, 0);
  const error = Math.sqrt(Math.max(0, squares / draws - 1) / (draws - 1)); // relative, of the mean

  const lower = max + Math.log(mean);
  return {
    lower,
    upper: logPartition + Math.expm1(lower - logPartition),
    interval: [lower + Math.log(Math.max(0, 1 - z * error)), lower + Math.log1p(z * error)],
    effectiveDraws: draws ** 2 / squares,
  };
}
