/**
 * Computes log p(y) = −E(y) − log Σ exp(−E) of an enumerated space, in place, in float64.
 *
 * @returns The log-partition, log Σ exp(−E).
 */
export function logProbs(energies: Float64Array): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const energy of energies) lowest = Math.min(lowest, energy);
  let sum = 0;
  for (const energy of energies) sum += Math.exp(lowest - energy);
  const logPartition = Math.log(sum) - lowest;
  for (let y = 0; y < energies.length; y++) energies[y] = -energies[y]! - logPartition;
  return logPartition;
}
