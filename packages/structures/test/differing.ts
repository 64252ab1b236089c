/** Counts the items that are in one list and not in the other. */
export function differing(a: readonly unknown[], b: readonly unknown[]): number {
  const [left, right] = [a.map(String), b.map(String)];
  return (
    left.filter((it) => !right.includes(it)).length +
    right.filter((it) => !left.includes(it)).length
  );
}
