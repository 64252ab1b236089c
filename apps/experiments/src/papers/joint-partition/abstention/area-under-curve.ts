/**
 * How well a score tells rows of one kind from those of another: the share of pairs, one row of
 * each kind, in which the first has the larger score, ties counting half (ROC AUC).
 */
export function areaUnderCurve(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const sorted = Float64Array.from(second).sort();
  let wins = 0;
  for (const score of Array.from(first)) {
    wins += (countBelow(sorted, score, false) + countBelow(sorted, score, true)) / 2;
  }
  return wins / (first.length * second.length);
}

/** How many of sorted values are below a value, or not above it. */
function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
