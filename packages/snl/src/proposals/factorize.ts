import { EbmError } from "@ebm/core/errors";

export interface Factorization {
  /** L, lower triangular. Shape [dim, dim]. */
  readonly factor: number[][];
  /** L⁻¹. Shape [dim, dim]. */
  readonly whitener: number[][];
}

/**
 * Computes the Cholesky factor L of C = L Lᵀ and L⁻¹, in float64.
 *
 * @throws {EbmError} If C is not positive definite.
 */
export function factorize(where: string, covariance: readonly ArrayLike<number>[]): Factorization {
  const dim = covariance.length;
  const square = (): number[][] =>
    Array.from({ length: dim }, () => new Array<number>(dim).fill(0));
  const [factor, whitener] = [square(), square()];

  for (let i = 0; i < dim; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = covariance[i]![j]!;
      for (let k = 0; k < j; k++) rest -= factor[i]![k]! * factor[j]![k]!;
      if (i !== j) factor[i]![j] = rest / factor[j]![j]!;
      // if the coordinate depends on earlier ones, only rounding remains of its variance
      else if (rest > 1e-14 * covariance[i]![i]!) factor[i]![i] = Math.sqrt(rest);
      else {
        throw new EbmError(
          `${where}: \`points\` have a coordinate ${i} that depends linearly on the ones before it, expected a covariance of full rank.`,
        );
      }
    }
  }
  for (let j = 0; j < dim; j++) {
    for (let i = j; i < dim; i++) {
      let rest = i === j ? 1 : 0;
      for (let k = j; k < i; k++) rest -= factor[i]![k]! * whitener[k]![j]!;
      whitener[i]![j] = rest / factor[i]![i]!;
    }
  }
  return { factor, whitener };
}
