/**
 * Returns the area under the ROC curve: the fraction of pairs, one row of each kind, in which the
 * first row has the larger score. Ties count half.
 */
export function areaUnderCurve(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const sorted = Float64Array.from(second).sort();
  let wins = 0;
  for (const score of Array.from(first)) {
    wins += (countBelow(sorted, score, false) + countBelow(sorted, score, true)) / 2;
  }
  return wins / (first.length * second.length);
}

/** Returns the number of sorted values that are below a value, or not above it. */
function countBelow(sorted: Float64Array, value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
