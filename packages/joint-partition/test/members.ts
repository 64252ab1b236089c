/** Lists every y ∈ {0, 1}ᵏ. */
export function cube(k: number): number[][] {
  return Array.from({ length: 2 ** k }, (_, bits) =>
    Array.from({ length: k }, (_, i) => (bits >> i) & 1),
  );
}

/** Lists every ranking of k labels: the number of labels that each label beats. */
export function rankings(k: number): number[][] {
  if (k === 0) return [[]];
  return rankings(k - 1).flatMap((wins) =>
    Array.from({ length: k }, (_, last) => [...wins.map((w) => (w < last ? w : w + 1)), last]),
  );
}
