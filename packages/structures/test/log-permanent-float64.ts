/** The log-permanent by the same recursion over subsets, over bit masks and in float64. */
export function logPermanentFloat64(scores: ArrayLike<number>, size: number): number {
  const logF = new Float64Array(2 ** size);
  for (let mask = 1; mask < 2 ** size; mask++) {
    const items = Array.from({ length: size }, (_, item) => item).filter((i) => (mask >> i) & 1);
    const terms = items.map(
      (item) => logF[mask ^ (1 << item)]! + scores[(items.length - 1) * size + item]!,
    );
    const max = Math.max(...terms);
    logF[mask] = max + Math.log(terms.reduce((sum, term) => sum + Math.exp(term - max), 0));
  }
  return logF[2 ** size - 1]!;
}
