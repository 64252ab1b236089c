import { EbmError } from "@ebm/core";
import type { Objects, Order } from "../members.js";

interface Range {
  /** Number of items. */
  readonly size: number;
  /** The smallest size of a subset. */
  readonly least: number;
  /** The largest size of a subset. */
  readonly most: number;
}

/** Returns the subsets of `least` to `most` among `size` items, as 0/1 vectors. */
export function subsetObjects(name: string, range: Range): Objects<readonly number[]> {
  return {
    ...subsetCode(name, range),
    order: subsetOrder(range),
    neighborsOf: (items) => subsetNeighbors(items, range),
  };
}

/** Returns the 0/1 vectors of such subsets. */
export function subsetCode(
  name: string,
  { size, least, most }: Range,
): Pick<Objects<readonly number[]>, "encode" | "decode"> {
  const isItem = (item: number): boolean => Number.isInteger(item) && item >= 0 && item < size;
  return {
    encode(items) {
      const y = new Array<number>(size).fill(0);
      for (const item of items) if (isItem(item)) y[item] = 1;
      const count = items.length;
      // a repeated item, or one out of range, leaves fewer ones
      if (y.filter(Boolean).length === count && count >= least && count <= most) return y;
      const range = least === most ? least : `${least} to ${most}`;
      throw new EbmError(
        `${name}.encode: \`items\` has [${items.join(", ")}], expected ${range} distinct of 0 to ${size - 1}.`,
      );
    },
    decode: (y) => Array.from(y, (value, item) => (value > 0.5 ? item : -1)).filter((i) => i >= 0),
  };
}

/** Orders subsets by the number whose bit i is item i. */
function subsetOrder({ size, least, most }: Range): Order<readonly number[]> {
  let table: bigint[][] | undefined;
  // the number of ways to choose among the first i items, after `count` of the others
  const ways = (i: number, count: number): bigint => {
    table ??= completions({ size, least, most });
    return table[i]![count]!;
  };
  return {
    size: () => ways(size, 0),
    indexOf(items) {
      let index = 0n;
      for (const [count, item] of [...items].reverse().entries()) index += ways(item, count);
      return index;
    },
    objectAt(index) {
      const items: number[] = [];
      for (let i = size - 1; i >= 0; i--) {
        const without = ways(i, items.length);
        if (index < without) continue;
        index -= without;
        items.unshift(i);
      }
      return items;
    },
  };
}

function completions({ size, least, most }: Range): bigint[][] {
  const rows: bigint[][] = [
    Array.from({ length: size + 2 }, (_, n) => (n >= least && n <= most ? 1n : 0n)),
  ];
  for (let i = 1; i <= size; i++) {
    const fewer = rows[i - 1]!;
    rows.push(Array.from({ length: size + 2 - i }, (_, n) => fewer[n]! + fewer[n + 1]!));
  }
  return rows;
}

/** Lists the subsets with one item added, removed or exchanged. */
function* subsetNeighbors(
  items: readonly number[],
  { size, least, most }: Range,
): Generator<number[]> {
  const others = Array.from({ length: size }, (_, item) => item).filter((i) => !items.includes(i));
  const without = (item: number): number[] => items.filter((it) => it !== item);
  if (items.length > least) for (const item of items) yield without(item);
  if (items.length < most) for (const other of others) yield [...items, other];
  for (const item of items) for (const other of others) yield [...without(item), other];
}
