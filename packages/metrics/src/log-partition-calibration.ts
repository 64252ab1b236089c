import { EbmError } from "@ebm/core/errors";
import { mean } from "@ebm/core/float64";
import { rootMeanSquaredError } from "./root-mean-squared-error.js";

/** How far a learned log-partition τ(xᵢ) is from the exact one, over inputs xᵢ. */
export interface LogPartitionCalibration {
  /** √ mean (τ − log Z)². */
  readonly rmse: number;
  /** mean (τ − log Z): positive where τ is too large. */
  readonly bias: number;
  /** Pearson's correlation of τ and log Z, NaN where either does not vary. */
  readonly correlation: number;
  /**
   * mean φ(log Z − τ) with φ(δ) = e^δ − δ − 1 ≥ 0: what the joint-partition loss exceeds the
   * exact loss by, in expectation. About half the squared error where that is small; a τ too
   * small costs exponentially, one too large linearly.
   */
  readonly gap: number;
}

/**
 * Compares a learned log-partition with the exact one, input by input.
 *
 * Reference: Sander, Roulet, Liu, Blondel. Joint Learning of Energy-based Models and
 * their Partition Function. ICML 2025. https://arxiv.org/abs/2501.18528
 *
 * @throws {EbmError} If there are no values, or not as many of one as of the other.
 */
export function logPartitionCalibration(values: {
  /** τ(xᵢ). Shape [rows]. */
  readonly learned: ArrayLike<number>;
  /** log Z(xᵢ). Shape [rows]. */
  readonly exact: ArrayLike<number>;
}): LogPartitionCalibration {
  const learned = Array.from(values.learned);
  const exact = Array.from(values.exact);
  if (exact.length === 0 || learned.length !== exact.length) {
    throw new EbmError(
      `logPartitionCalibration: \`learned\` has ${learned.length} values and \`exact\` ${exact.length}, expected as many, and at least one.`,
    );
  }
  return {
    rmse: rootMeanSquaredError({ predicted: learned, actual: exact }),
    bias: mean(learned.map((tau, i) => tau - exact[i]!)),
    correlation: correlation(learned, exact),
    gap: mean(learned.map((tau, i) => phi(exact[i]! - tau))),
  };
}

// expm1 does not cancel near 0; what it rounds may still be a hair below
function phi(delta: number): number {
  return Math.max(0, Math.expm1(delta) - delta);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [da, db] = [deviations(a), deviations(b)];
  return dot(da, db) / Math.sqrt(dot(da, da) * dot(db, db));
}

// from the first value before the mean, so that constants deviate by 0 and not by rounding
function deviations(values: readonly number[]): number[] {
  const shifted = values.map((value) => value - values[0]!);
  const center = mean(shifted);
  return shifted.map((value) => value - center);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
