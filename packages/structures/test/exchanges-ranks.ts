/** Whether two labels of adjacent ranks exchange them from one ranking to another. */
export function exchangesRanks(a: readonly number[], b: readonly number[]): boolean {
  const moved = a.flatMap((rank, label) => (rank === b[label] ? [] : [label]));
  const [i, j] = moved;
  return moved.length === 2 && Math.abs(a[i!]! - a[j!]!) === 1 && a[i!] === b[j!];
}
