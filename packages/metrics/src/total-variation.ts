import { EbmError } from "@ebm/core/errors";
/**
 * ½ Σᵢ |pᵢ − qᵢ| of two histograms, each divided by its sum: 0 where they are proportional, 1
 * where they share no cell.
 *
 * @throws {EbmError} If there are not as many cells, or one is negative, or all of them are 0.
 */
export function totalVariation(histograms: {
  readonly p: ArrayLike<number>;
  readonly q: ArrayLike<number>;
}): number {
  const { p, q } = histograms;
  if (p.length !== q.length) {
    throw new EbmError(
      `totalVariation: \`p\` has ${p.length} cells and \`q\` ${q.length}, expected as many.`,
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
