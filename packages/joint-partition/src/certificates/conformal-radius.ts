import { EbmError } from "@ebm/core";

export interface ConformalRadiusInputs {
  /** τ(x) for held-out x, which no fit used. */
  readonly learned: ArrayLike<number>;
  /** log Z(x) for the same x. */
  readonly exact: ArrayLike<number>;
}

export interface ConformalRadiusOptions {
  /** The fraction α of new x whose error may exceed the radius, in (0, 1). Default: 0.1. */
  readonly alpha?: number;
}

/**
 * Bounds the error of τ on a new x by split conformal prediction. The radius is the
 * ⌈(n + 1)(1 − α)⌉-th smallest |τ − log Z| of n held-out x, so that
 *
 *   P( |τ(x) − log Z(x)| ≤ radius ) ≥ 1 − α
 *
 * The probability is over the held-out and the new x together, which must be exchangeable; τ may be
 * any function. The radius is infinite if n < 1/α − 1.
 *
 * Reference: Vovk, Gammerman, Shafer. Algorithmic Learning in a Random World. 2005.
 */
export function conformalRadius(
  { learned, exact }: ConformalRadiusInputs,
  { alpha = 0.1 }: ConformalRadiusOptions = {},
): number {
  if (learned.length !== exact.length) {
    throw new EbmError(
      `conformalRadius: \`exact\` has ${exact.length} entries, expected ${learned.length}, as \`learned\`.`,
    );
  }
  if (!(alpha > 0 && alpha < 1)) {
    throw new EbmError(`conformalRadius: \`alpha\` is ${alpha}, expected a number in (0, 1).`);
  }
  const errors = Float64Array.from(learned, (tau, i) => Math.abs(tau - exact[i]!)).sort();
  if (errors.some(Number.isNaN)) {
    throw new EbmError("conformalRadius: `learned` or `exact` has NaN, expected numbers.");
  }
  // Corrected for rounding: (9 + 1)(1 − 0.7) must be 3.
  const rank = Math.ceil((errors.length + 1) * (1 - alpha) - 1e-9);
  return errors[rank - 1] ?? Infinity;
}
