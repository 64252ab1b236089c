/** Lists every ranking of `size` labels, as the rank of each label. */
export function* rankings(size: number): Generator<number[]> {
  if (size === 0) yield [];
  else {
    for (const ranks of rankings(size - 1)) {
      for (let last = 0; last < size; last++) {
        yield [...ranks.map((rank) => (rank < last ? rank : rank + 1)), last];
      }
    }
  }
}
