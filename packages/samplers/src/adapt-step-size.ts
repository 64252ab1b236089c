export interface AdaptOptions {
  /** The target acceptance rate. Best near 0.57 for `mala` and 0.65 for `hmc`. */
  readonly target: number;
  /** The size of the correction. Decrease it over rounds. Default: 1. */
  readonly rate?: number;
}

/**
 * Computes the step size of the next warm-up round, log ε ← log ε + rate·(acceptance − target). A
 * chain is exact only while its step size is constant.
 */
export function adaptStepSize(
  { stepSize, acceptance }: { readonly stepSize: number; readonly acceptance: number },
  { target, rate = 1 }: AdaptOptions,
): number {
  return stepSize * Math.exp(rate * (acceptance - target));
}
