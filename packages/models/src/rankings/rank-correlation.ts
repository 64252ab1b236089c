import type { Matrix } from "@ebm/datasets";

/**
 * Kendall's τ over the pairs that each row orders: (concordant − discordant) / ordered pairs, its
 * mean over rows. Rows that order no pair are left out.
 *
 * @param predicted Numbers that grow with the place. Shape [rows, labels].
 * @param places Places from 0; −1 for labels that a row does not rank. Shape [rows, labels].
 */
export function rankCorrelation(predicted: Matrix, places: Matrix): number {
  const [rows, labels] = places.shape;
  let [sum, count] = [0, 0];
  for (let start = 0; start < rows * labels; start += labels) {
    let [balance, pairs] = [0, 0];
    for (let i = start; i < start + labels; i++) {
      for (let j = start; j < i; j++) {
        const order = Math.sign(places.data[i]! - places.data[j]!);
        if (order === 0 || places.data[i]! < 0 || places.data[j]! < 0) continue;
        balance += order * Math.sign(predicted.data[i]! - predicted.data[j]!);
        pairs++;
      }
    }
    if (pairs === 0) continue;
    sum += balance / pairs;
    count++;
  }
  return sum / count;
}
