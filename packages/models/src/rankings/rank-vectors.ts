import type { Matrix } from "@ebm/datasets";

/**
 * The ranks that regressions learn: from 0 to labels − 1, those of ties averaged. The ranks of a
 * partial ranking are stretched to that range, and a missing rank is the mean of its label.
 *
 * @param places Places from 0; −1 for labels that a row does not rank. Shape [rows, labels].
 */
export function rankVectors({ data, shape }: Matrix): Matrix {
  const [rows, labels] = shape;
  const ranks = new Float32Array(data.length).fill(Number.NaN);
  const sums = new Float64Array(labels);
  const counts = new Float64Array(labels);
  for (let row = 0; row < rows; row++) {
    const own = data.subarray(row * labels, (row + 1) * labels);
    const ranked = own.filter((place) => place >= 0);
    for (const [j, place] of own.entries()) {
      if (place < 0) continue;
      const before = ranked.filter((other) => other < place).length;
      const ties = ranked.filter((other) => other === place).length;
      const rank = ((before + ties / 2) * labels) / ranked.length - 0.5;
      ranks[row * labels + j] = rank;
      sums[j]! += rank;
      counts[j]!++;
    }
  }
  const middle = (labels - 1) / 2;
  const means = sums.map((sum, j) => (counts[j]! > 0 ? sum / counts[j]! : middle));
  return { data: ranks.map((rank, i) => (Number.isNaN(rank) ? means[i % labels]! : rank)), shape };
}
