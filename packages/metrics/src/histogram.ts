import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";

/**
 * Counts the points in each cell of a grid of bins × bins × … on [low, high]ᵈ. The last coordinate
 * changes fastest. Points outside the grid count in the outermost cells.
 *
 * @param points Shape [rows, d].
 */
export function histogram(
  points: MatrixLike,
  { low, high, bins }: { readonly low: number; readonly high: number; readonly bins: number },
): Float64Array {
  checkMatrix("histogram", { points });
  const {
    data,
    shape: [rows, columns],
  } = points;
  if (
    !(
      Number.isInteger(bins) &&
      bins >= 1 &&
      high - low > 0 &&
      high - low < Infinity &&
      bins ** columns <= 1e8
    )
  ) {
    throw new EbmError(
      `histogram: \`bins\` is ${bins} from \`low\` ${low} to \`high\` ${high}, expected a positive integer and low < high, of up to 10⁸ cells.`,
    );
  }
  const counts = new Float64Array(bins ** columns);
  for (let row = 0; row < rows; row++) {
    let cell = 0;
    for (let column = 0; column < columns; column++) {
      const value = data[row * columns + column]!;
      const bin = Math.floor(((value - low) / (high - low)) * bins);
      if (Number.isNaN(bin)) {
        throw new EbmError(
          `histogram: \`points\` has ${value} at [${row}, ${column}], expected a number.`,
        );
      }
      cell = cell * bins + Math.min(Math.max(bin, 0), bins - 1);
    }
    counts[cell] = counts[cell]! + 1;
  }
  return counts;
}
