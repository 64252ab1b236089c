/** Lists the 2ᵈ vectors of zeros and ones. Entry i of a vector is bit i of its index. */
export function cube(dim: number): number[][] {
  return Array.from({ length: 2 ** dim }, (_, bits) =>
    Array.from({ length: dim }, (_, i) => (bits >> i) & 1),
  );
}
