import type { RankingTilt } from "./ranking-tilt.js";

/** −f of an order: the place of each label, from 0. */
export function tiltLogWeight({ pairs, places }: RankingTilt, y: ArrayLike<number>): number {
  const labels = y.length;
  let sum = 0;
  for (let i = 0; i < labels; i++) {
    sum += places[i * labels + y[i]!]!;
    for (let j = i + 1; j < labels; j++) sum += pairs[i * labels + j]! * Math.sign(y[j]! - y[i]!);
  }
  return sum;
}
