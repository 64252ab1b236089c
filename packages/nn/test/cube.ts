/** The 2ᵈ vectors of zeros and ones, bit i of an index being entry i. */
export function cube(dim: number): number[][] {
  return Array.from({ length: 2 ** dim }, (_, bits) =>
    Array.from({ length: dim }, (_, i) => (bits >> i) & 1),
  );
}
