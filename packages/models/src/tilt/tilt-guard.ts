import { EbmError } from "@ebm/core/errors";
import { mean } from "@ebm/core/float64";

export interface TiltGuardInputs {
  /**
   * Nats that the tilt adds to the log-likelihood of each validation row:
   * −f(xᵢ, yᵢ) − log Ẑ(xᵢ). Shape [rows].
   */
  readonly gains: ArrayLike<number>;
  /**
   * Effective number of samples behind each log Ẑ(xᵢ), (Σ w)² / Σ w². Infinity where log Z is
   * exact. Shape [rows], or [1] if all rows share one pool of samples.
   */
  readonly effectiveSamples: ArrayLike<number>;
  /** Number of samples behind each log Ẑ. It does not count where log Z is exact. */
  readonly samples: number;
}

export interface TiltGuardOptions {
  /**
   * Smallest effective number of samples. With samples for each row it is compared with the 5 %
   * quantile over rows. Default: 16 for each row, 1000 for a shared pool.
   */
  readonly minEffective?: number;
  /** Smallest mean share of the samples that is effective. Default: 0.2. */
  readonly minShare?: number;
  /** Smallest gain that is kept, in standard errors. Default: 2. */
  readonly standardErrors?: number;
}

/** The judgment of validation rows on a tilt. Gains are in nats per row. */
export interface TiltVerdict {
  /** The mean gain over the base, less the bias of log Ẑ. */
  readonly gain: number;
  /** Standard error of the gain, paired over rows; a shared pool adds its own error. */
  readonly standardError: number;
  /** The 5 % quantile over rows of the effective number of samples, or that of the pool. */
  readonly effectiveSamples: number;
  /** The mean share of the samples that is effective: 1 where log Z is exact. */
  readonly effectiveShare: number;
  /** Whether there are enough effective samples for the gain to be trusted. */
  readonly eligible: boolean;
  /** Whether the tilt should be kept: it is eligible, and gains enough standard errors. */
  readonly kept: boolean;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** Smaller gains, in nats, are errors of rounding. */
const ROUNDING = 1e-6;

/**
 * Decides whether p(y|x) = q(y|x) exp(−f(x, y)) / Z(x) may replace its base q.
 *
 * log Z estimated with samples of q is too low, and most where the tilt is worst, so a likelihood
 * by importance sampling flatters bad tilts. Three measures protect from that:
 *
 *   1. each validation row counts as one more sample of its own log Ẑ, so that no gain exceeds
 *      log(samples + 1);
 *   2. the gain pays the bias of log Ẑ, ½ / effective samples;
 *   3. with too few effective samples, or too small a share of them, no gain counts.
 *
 * @throws {EbmError} If the inputs are empty, not finite or do not fit each other.
 */
export function tiltGuard(inputs: TiltGuardInputs, options: TiltGuardOptions = {}): TiltVerdict {
  const { gains, effectiveSamples, samples } = inputs;
  checkInputs(inputs);
  const isPool = effectiveSamples.length === 1 && gains.length > 1;
  const { minEffective = isPool ? 1000 : 16, minShare = 0.2, standardErrors = 2 } = options;
  const sizes = Float64Array.from(effectiveSamples);
  const isExact = sizes.every((size) => size === Infinity);
  const count = isExact ? Infinity : samples;
  const corrected = Float64Array.from(gains, (gain) => withOwnRow(gain, count));
  const spread = standardErrorOf(corrected);
  const [bias, poolVariance] = isExact
    ? [0, 0]
    : [mean(sizes.map((size) => 0.5 / size)), isPool ? 1 / sizes[0]! - 1 / samples : 0];
  const gain = mean(corrected) - bias;
  const standardError = Math.sqrt(spread ** 2 + Math.max(0, poolVariance));
  const smallest = sizes.sort()[Math.floor(0.05 * sizes.length)]!;
  const effectiveShare = isExact ? 1 : mean(sizes.map((size) => Math.min(1, size / samples)));
  const eligible = isExact || (smallest >= minEffective && effectiveShare >= minShare);
  const kept = eligible && gain > Math.max(ROUNDING, standardErrors * standardError);
  const reason = !eligible
    ? `Only ${smallest.toFixed(1)} samples (${(100 * effectiveShare).toFixed(1)} %) are effective, expected ${minEffective} and ${100 * minShare} %: the gain cannot be trusted.`
    : `The gain of ${gain.toFixed(4)} nats is ${kept ? "" : "not "}more than ${standardErrors} standard errors of ${standardError.toFixed(4)}.`;
  return {
    gain,
    standardError,
    effectiveSamples: smallest,
    effectiveShare,
    eligible,
    kept,
    reason,
  };
}

/** The gain if the row itself is one more sample: log w − log((samples + w) / (samples + 1)). */
function withOwnRow(gain: number, samples: number): number {
  if (samples === Infinity) return gain;
  const larger = Math.max(gain, Math.log(samples));
  const total = larger + Math.log(Math.exp(gain - larger) + samples * Math.exp(-larger));
  return gain - total + Math.log(samples + 1);
}

/** The standard error of a mean; infinite for a single number. */
function standardErrorOf(x: Float64Array): number {
  const center = mean(x);
  const squares = x.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return x.length > 1 ? Math.sqrt(squares / (x.length - 1) / x.length) : Infinity;
}

function checkInputs({ gains, effectiveSamples, samples }: TiltGuardInputs): void {
  const rows = gains.length;
  if (rows === 0) throw new EbmError("tiltGuard: `gains` has 0 rows, expected at least one.");
  if (effectiveSamples.length !== rows && effectiveSamples.length !== 1) {
    throw new EbmError(
      `tiltGuard: \`effectiveSamples\` has ${effectiveSamples.length} numbers, expected 1 or ${rows}.`,
    );
  }
  if (!(samples >= 1)) {
    throw new EbmError(`tiltGuard: \`samples\` is ${samples}, expected a number of at least 1.`);
  }
  for (let i = 0; i < rows; i++) {
    if (Number.isFinite(gains[i]!)) continue;
    throw new EbmError(
      `tiltGuard: \`gains\` has ${gains[i]} at row ${i}, expected finite numbers.`,
    );
  }
  for (let i = 0; i < effectiveSamples.length; i++) {
    if (effectiveSamples[i]! > 0) continue;
    throw new EbmError(
      `tiltGuard: \`effectiveSamples\` has ${effectiveSamples[i]} at ${i}, expected positive numbers.`,
    );
  }
}
