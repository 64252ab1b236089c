/**
 * log p at a distance from the center of a circle with Gaussian noise, where the angle is uniform:
 *
 *   p(r) = exp(−(r² + R²) / 2σ²) I₀(rR/σ²) / 2πσ²,
 *
 * with I₀ scaled by exp(−rR/σ²), so that nothing overflows.
 */
export function ringDensity(radius: number, std: number): (distance: number) => number {
  const variance = std * std;
  return (distance) =>
    -((distance - radius) ** 2) / (2 * variance) -
    Math.log(2 * Math.PI * variance) +
    Math.log(scaledBesselI0((distance * radius) / variance));
}

/** exp(−z) I₀(z) for z ≥ 0, by the power series up to 20 and the asymptotic one from there on. */
function scaledBesselI0(z: number): number {
  let term = 1;
  let sum = 1;
  if (z < 20) {
    for (let k = 1; term > 1e-17 * sum; k++) {
      term *= (z / (2 * k)) ** 2;
      sum += term;
    }
    return Math.exp(-z) * sum;
  }
  for (let k = 1; k < 20; k++) {
    term *= (2 * k - 1) ** 2 / (8 * k * z);
    sum += term;
  }
  return sum / Math.sqrt(2 * Math.PI * z);
}
