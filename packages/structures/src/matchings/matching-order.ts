import type { Order } from "../members.js";
import type { Edge } from "../trees/edges.js";

/** The matchings of a complete bipartite graph, row by row: left out, or with a column yet free. */
export function matchingOrder(rows: number, columns: number): Order<readonly Edge[]> {
  let table: bigint[][] | undefined;
  // the matchings of so many rows with so many columns
  const count = (r: number, c: number): bigint => {
    table ??= counts(rows, columns);
    return table[r]![c]!;
  };
  const all = (): number[] => Array.from({ length: columns }, (_, column) => column);
  return {
    size: () => count(rows, columns),

    indexOf(edges) {
      const free = all();
      let index = 0n;
      for (let row = 0; row < rows; row++) {
        const left = rows - row - 1;
        const edge = edges.find(([it]) => it === row);
        if (!edge) continue;
        const place = free.indexOf(edge[1]);
        index += count(left, free.length) + BigInt(place) * count(left, free.length - 1);
        free.splice(place, 1);
      }
      return index;
    },

    objectAt(index) {
      const free = all();
      const edges: Edge[] = [];
      for (let row = 0; row < rows; row++) {
        const left = rows - row - 1;
        const without = count(left, free.length);
        if (index < without) continue;
        const each = count(left, free.length - 1);
        index -= without;
        edges.push([row, free.splice(Number(index / each), 1)[0]!]);
        index %= each;
      }
      return edges;
    },
  };
}

function counts(rows: number, columns: number): bigint[][] {
  const table = [new Array<bigint>(columns + 1).fill(1n)];
  for (let r = 1; r <= rows; r++) {
    const fewer = table[r - 1]!;
    table.push(fewer.map((without, c) => without + BigInt(c) * (fewer[c - 1] ?? 0n)));
  }
  return table;
}
