import { EbmError } from "@ebm/core/errors";
import { listed, quoted } from "@ebm/core/naming";
import type { Preprocessor } from "./preprocessor.js";

/**
 * Σ log scale of a preprocessor of numbers. A density of the scaled numbers and one of the numbers
 * themselves differ by it:
 *
 *   log p(y) = log p(scaled y) − logVolume.
 *
 * @throws {EbmError} If a column is not a number, lacked values in training, or is scaled by ranks.
 */
export function logVolume({ columns, constant }: Preprocessor): number {
  if (constant.length > 0) {
    throw new EbmError(
      `logVolume: ${listed(constant)} had one value in training, expected a number that varies.`,
    );
  }
  return columns.reduce((sum, column) => {
    if (column.kind === "number" && !column.hasMissing && column.quantiles === undefined) {
      return sum + Math.log(column.scale);
    }
    const why =
      column.kind !== "number"
        ? `is a ${column.kind}`
        : column.hasMissing
          ? "lacks values"
          : "is scaled by ranks";
    throw new EbmError(
      `logVolume: ${quoted(column.name)} ${why}, expected a number that is standardized and never missing.`,
    );
  }, 0);
}
