/** The rankings where two labels of adjacent ranks have exchanged them. */
export function* rankingNeighbors(ranks: readonly number[]): Generator<number[]> {
  for (const [a, rank] of ranks.entries()) {
    for (const [b, next] of ranks.entries()) {
      if (next === rank + 1) yield ranks.with(a, next).with(b, rank);
    }
  }
}
