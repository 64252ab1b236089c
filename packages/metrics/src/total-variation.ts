import { EbmError } from "@ebm/core/errors";
/**
 * Computes ½ Σᵢ |pᵢ − qᵢ| for two histograms, each divided by its sum. It is 0 if they are proportional
 * and 1 if they share no cell.
 *
 * @throws {EbmError} If the numbers of cells differ, a cell is negative, or all cells are 0.
 */
export function totalVariation(histograms: {
  readonly p: ArrayLike<number>;
  readonly q: ArrayLike<number>;
}): number {
  const { p, q } = histograms;
  if (p.length !== q.length) {
    throw new EbmError(
      `totalVariation: \`p\` has ${p.length} cells and \`q\` ${q.length}, expected the same number.`,
    );
  }
  const [pSum, qSum] = [sumOf("p", p), sumOf("q", q)];
  let distance = 0;
  for (let i = 0; i < p.length; i++) distance += Math.abs(p[i]! / pSum - q[i]! / qSum);
  return distance / 2;
}

function sumOf(name: string, cells: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < cells.length; i++) {
    if (!(cells[i]! >= 0)) {
      throw new EbmError(
        `totalVariation: \`${name}\` has ${cells[i]} at ${i}, expected a number from 0.`,
      );
    }
    sum += cells[i]!;
  }
  if (sum > 0) return sum;
  throw new EbmError(`totalVariation: \`${name}\` sums to ${sum}, expected more than 0.`);
}
