/** The subsets of `least` to `most` items one item more or less away, or one exchanged for another. */
export function* subsetNeighbors(
  items: readonly number[],
  { size, least, most }: { readonly size: number; readonly least: number; readonly most: number },
): Generator<number[]> {
  const others = Array.from({ length: size }, (_, item) => item).filter((i) => !items.includes(i));
  const without = (item: number): number[] => items.filter((it) => it !== item);
  if (items.length > least) for (const item of items) yield without(item);
  if (items.length < most) for (const other of others) yield [...items, other];
  for (const item of items) for (const other of others) yield [...without(item), other];
}
