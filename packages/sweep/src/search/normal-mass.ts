/**
 * Returns log(Φ(b) − Φ(a)), the log of the mass of a standard normal distribution between a and b,
 * with full relative precision in both tails.
 */
export function logNormalMass(a: number, b: number): number {
  if (a > 0) return logNormalMass(-b, -a);
  if (b > 0) return Math.log1p(-(normalTail(a) + normalTail(-b)));
  const upper = logTail(b);
  return upper + Math.log1p(-Math.exp(logTail(a) - upper));
}

/** Returns Φ(z) for z ≤ 0, and 1 − Φ(−z) above. */
export function normalTail(z: number): number {
  if (z > 0) return 1 - normalTail(-z);
  if (z < FAR) return Math.exp(logTail(z));
  // Marsaglia: Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …)
  let [term, sum] = [z, z];
  for (let i = 3; sum + term !== sum; i += 2) {
    term *= (z * z) / i;
    sum += term;
  }
  return 0.5 + density(z) * sum;
}

/** From here on, the series loses digits, and the continued fraction converges fast. */
const FAR = -2.5;
const LOG_ROOT = 0.5 * Math.log(2 * Math.PI);
const density = (z: number): number => Math.exp(-0.5 * z * z - LOG_ROOT);

/** Returns log Φ(z) for z ≤ 0: log φ(z) − log(x + 1/(x + 2/(x + 3/(x + …)))), x = −z. */
function logTail(z: number): number {
  if (z >= FAR) return Math.log(normalTail(z));
  const x = -z;
  let fraction = x;
  for (let i = 150; i > 0; i--) fraction = x + i / fraction;
  return -0.5 * z * z - LOG_ROOT - Math.log(fraction);
}
