import { EbmError } from "@ebm/core";
import { type ExactOptions, exactPartition } from "./exact-partition.js";

export interface ExactLossInputs {
  /** E(xᵢ, yᵢ) at the observed pairs. */
  readonly dataEnergy: ArrayLike<number>;
  /** E(xᵢ, y) of every y, for each xᵢ. */
  readonly energies: readonly ArrayLike<number>[];
}

/**
 * The loss that `jointPartitionLoss` bounds, over an enumerated space and in float64:
 *
 *   meanᵢ [ E(xᵢ, yᵢ) + min over τ of τ + E_q f*(−E(xᵢ, ·) − τ) ].
 */
export function exactLoss(
  { dataEnergy, energies }: ExactLossInputs,
  options: ExactOptions = {},
): number {
  if (dataEnergy.length !== energies.length || energies.length === 0) {
    throw new EbmError(
      `exactLoss: \`energies\` has ${energies.length} rows, expected one for each of the ${dataEnergy.length} in \`dataEnergy\`.`,
    );
  }
  const losses = energies.map((row, i) => dataEnergy[i]! + exactPartition(row, options).value);
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}
