import { type Key, permutation } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";

/** An order of columns, and its name in reports. */
export interface ColumnOrder {
  readonly name: string;
  readonly order: readonly number[];
}

/**
 * Orders of columns for chains, the most useful first: as in the table, reversed, fewest distinct
 * values first, and random. Orders that repeat another one are left out.
 */
export function columnOrders(rows: Matrix, count: number, key: Key): readonly ColumnOrder[] {
  const width = rows.shape[1];
  const inFile = Array.from({ length: width }, (_, j) => j);
  const distinct = inFile.map((j) => {
    const values = new Set<number>();
    for (let i = j; i < rows.data.length; i += width) values.add(rows.data[i]!);
    return values.size;
  });
  const all = [
    { name: "chain", order: inFile },
    { name: "chain, reversed", order: inFile.toReversed() },
    {
      name: "chain, fewest values first",
      order: inFile.toSorted((a, b) => distinct[a]! - distinct[b]!),
    },
    { name: "chain, random order", order: [...permutation(key, width)] },
  ];
  const isNew = ({ order }: ColumnOrder, place: number): boolean =>
    all.findIndex((other) => other.order.join() === order.join()) === place;
  return all.filter(isNew).slice(0, count);
}
