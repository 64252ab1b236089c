import { EbmError } from "@ebm/core/errors";
import { quoted } from "@ebm/core/naming";
import type { Matrix, Table } from "@ebm/datasets";

/** A column to predict. */
export interface NumberTarget {
  readonly name: string;
  /** The mean in training, which the model predicts the difference from. */
  readonly center: number;
}

/**
 * Reads the targets of all rows, less their centers. Shape [rows, targets].
 *
 * @throws {EbmError} If a column is not of numbers, or a number is missing.
 */
export function readNumbers(
  where: string,
  { file, rows, columns }: Table,
  targets: readonly NumberTarget[],
): Matrix {
  const width = columns.length;
  const data = new Float32Array(rows * width);
  for (const [j, { name, kind, values }] of columns.entries()) {
    if (kind !== "number") {
      throw new EbmError(`${where}: ${file}: ${quoted(name)} is a ${kind}, expected numbers.`);
    }
    for (let row = 0; row < rows; row++) {
      if (!Number.isFinite(values[row]!)) {
        throw new EbmError(
          `${where}: ${file}: row ${row + 1}, column ${quoted(name)} has ${values[row]}, expected a finite number.`,
        );
      }
      data[row * width + j] = values[row]! - targets[j]!.center;
    }
  }
  return { data, shape: [rows, width] };
}
