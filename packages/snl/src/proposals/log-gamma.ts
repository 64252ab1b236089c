/** Computes log Γ(x) for x > 0 in float64, by Stirling's series where it is accurate to rounding. */
export function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < 12; y++) shift += Math.log(y); // Γ(y + 1) = y Γ(y)
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * y ** 2)) / y ** 2) / y ** 2) / y;
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - shift;
}
