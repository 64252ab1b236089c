/** Computes log p = −E − log Σ exp(−E) for each state, in float64. */
export function exactLogProb(energies: ArrayLike<number>): Float64Array {
  const logits = Float64Array.from(energies, (energy) => -energy);
  const most = logits.reduce((a, b) => Math.max(a, b));
  const mass = logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0);
  return logits.map((logit) => logit - most - Math.log(mass));
}
