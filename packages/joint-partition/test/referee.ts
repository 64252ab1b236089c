import { type ExactOptions, exactPartition } from "../src/exact-partition.js";

/**
 * Computes the loss that `jointPartitionLoss` bounds, over an enumerated space in float64:
 * meanᵢ [ E(xᵢ, yᵢ) + min over τ of τ + E_q f*(−E(xᵢ, ·) − τ) ].
 */
export function exactLoss(
  dataEnergy: ArrayLike<number>,
  energies: readonly ArrayLike<number>[],
  options: ExactOptions = {},
): number {
  const losses = energies.map((row, i) => dataEnergy[i]! + exactPartition(row, options).value);
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** Computes e^δ − δ − 1, the excess of the logistic loss over the exact one if τ is too low by δ. */
export function excess(shortfall: number): number {
  return Math.expm1(shortfall) - shortfall;
}
