import type { Order } from "../members.js";

/** The subsets of `size` items that have from `least` to `most`, in lexicographic order of 0/1 vectors. */
export function subsetOrder(
  size: number,
  { least, most }: { readonly least: number; readonly most: number },
): Order<readonly number[]> {
  let table: bigint[][] | undefined;
  // in how many ways a subset that has `count` of the items before i can go on
  const ways = (i: number, count: number): bigint => {
    table ??= completions(size, { least, most });
    return table[i]![count]!;
  };
  return {
    size: () => ways(0, 0),
    indexOf(items) {
      let index = 0n;
      for (const [count, item] of items.entries()) index += ways(item + 1, count);
      return index;
    },
    objectAt(index) {
      const items: number[] = [];
      for (let i = 0; i < size; i++) {
        const without = ways(i + 1, items.length);
        if (index < without) continue;
        index -= without;
        items.push(i);
      }
      return items;
    },
  };
}

function completions(
  size: number,
  { least, most }: { readonly least: number; readonly most: number },
): bigint[][] {
  const rows: bigint[][] = [];
  rows[size] = Array.from({ length: size + 2 }, (_, n) => (n >= least && n <= most ? 1n : 0n));
  for (let i = size - 1; i >= 0; i--) {
    const next = rows[i + 1]!;
    rows[i] = Array.from({ length: i + 2 }, (_, n) => next[n]! + next[n + 1]!);
  }
  return rows;
}
