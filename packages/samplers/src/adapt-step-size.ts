export interface AdaptOptions {
  /** The acceptance rate to reach: best near 0.57 for `mala`, and 0.65 for `hmc`. */
  readonly target: number;
  /** The size of the correction. Decrease it over rounds. Default: 1. */
  readonly rate?: number;
}

/**
 * The step size of the next round of a warm-up, log ε ← log ε + rate·(acceptance − target). A chain
 * is exact only from when its step size stays.
 */
export function adaptStepSize(
  { stepSize, acceptance }: { readonly stepSize: number; readonly acceptance: number },
  { target, rate = 1 }: AdaptOptions,
): number {
  return stepSize * Math.exp(rate * (acceptance - target));
}
