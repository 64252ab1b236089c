import { EbmError } from "@ebm/core/errors";
import { mean } from "@ebm/core/float64";
import { rootMeanSquaredError } from "./root-mean-squared-error.js";

/** The error of a learned log-partition τ(xᵢ) over inputs xᵢ. */
export interface LogPartitionCalibration {
  /** The root mean squared error, √ mean (τ − log Z)². */
  readonly rmse: number;
  /** The bias, mean (τ − log Z). Positive if τ is too large. */
  readonly bias: number;
  /** The Pearson correlation of τ and log Z. NaN if either is constant. */
  readonly correlation: number;
  /**
   * mean φ(log Z − τ) with φ(δ) = e^δ − δ − 1 ≥ 0: the expected excess of the joint-partition loss
   * over the exact loss. It is about half the squared error if that is small. A τ that is too small
   * costs exponentially, a τ that is too large linearly.
   */
  readonly gap: number;
}

/**
 * Compares a learned log-partition with the exact one, input by input.
 *
 * Reference: Sander, Roulet, Liu, Blondel. Joint Learning of Energy-based Models and
 * their Partition Function. ICML 2025. https://arxiv.org/abs/2501.18528
 *
 * @throws {EbmError} If there are no values, or if the lengths differ.
 */
export function logPartitionCalibration(values: {
  /** The learned τ(xᵢ). Shape [rows]. */
  readonly learned: ArrayLike<number>;
  /** The exact log Z(xᵢ). Shape [rows]. */
  readonly exact: ArrayLike<number>;
}): LogPartitionCalibration {
  const learned = Array.from(values.learned);
  const exact = Array.from(values.exact);
  if (exact.length === 0 || learned.length !== exact.length) {
    throw new EbmError(
      `logPartitionCalibration: \`learned\` has ${learned.length} values and \`exact\` ${exact.length}, expected the same number, at least one.`,
    );
  }
  return {
    rmse: rootMeanSquaredError({ predicted: learned, actual: exact }),
    bias: mean(learned.map((tau, i) => tau - exact[i]!)),
    correlation: correlation(learned, exact),
    gap: mean(learned.map((tau, i) => phi(exact[i]! - tau))),
  };
}

// expm1 does not cancel near 0, but rounding can still make it slightly negative
function phi(delta: number): number {
  return Math.max(0, Math.expm1(delta) - delta);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [da, db] = [deviations(a), deviations(b)];
  return dot(da, db) / Math.sqrt(dot(da, da) * dot(db, db));
}

// shifted by the first value before the mean, so that constants deviate by exactly 0
function deviations(values: readonly number[]): number[] {
  const shifted = values.map((value) => value - values[0]!);
  const center = mean(shifted);
  return shifted.map((value) => value - center);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
