/**
 * φ(δ) = e^δ − δ − 1 ≥ 0, by which the logistic loss exceeds the exact one at an input whose
 * learned log-partition falls short of the true one by δ: about ½δ² near 0, exponential where
 * τ is too low, linear where it is too high.
 */
export function excess(shortfall: number): number {
  return Math.expm1(shortfall) - shortfall;
}
