import { EbmError } from "@ebm/core";
import type { Objects, Order } from "../members.js";
import { type Edge, showEdges } from "../trees/edges.js";

interface Sides {
  readonly rows: number;
  readonly columns: number;
}

/** Returns the matchings of the complete bipartite graph, as 0/1 matrices row by row. */
export function matchingObjects(name: string, sides: Sides): Objects<readonly Edge[]> {
  return {
    ...matchingCode(name, sides),
    order: matchingOrder(sides),
    neighborsOf: (edges) => matchingNeighbors(edges, sides),
  };
}

/** Returns the 0/1 matrices of matchings. */
function matchingCode(
  name: string,
  { rows, columns }: Sides,
): Pick<Objects<readonly Edge[]>, "encode" | "decode"> {
  const isWithin = (value: number, size: number): boolean =>
    Number.isInteger(value) && value >= 0 && value < size;
  return {
    encode(edges) {
      const ends = [new Set(edges.map(([row]) => row)), new Set(edges.map(([, column]) => column))];
      const within = edges.every(([i, j]) => isWithin(i, rows) && isWithin(j, columns));
      if (!within || ends.some(({ size }) => size !== edges.length)) {
        throw new EbmError(
          `${name}.encode: \`edges\` has ${showEdges(edges)}, expected distinct rows of ${rows} and columns of ${columns}.`,
        );
      }
      const y = new Array<number>(rows * columns).fill(0);
      for (const [row, column] of edges) y[row * columns + column] = 1;
      return y;
    },
    decode: (y) =>
      Array.from(y, (value, at): Edge[] =>
        value > 0.5 ? [[Math.floor(at / columns), at % columns]] : [],
      ).flat(),
  };
}

/** Orders matchings row by row: a row is unmatched, or takes one of the remaining columns. */
function matchingOrder({ rows, columns }: Sides): Order<readonly Edge[]> {
  let table: bigint[][] | undefined;
  // the number of matchings of r rows with c columns
  const count = (r: number, c: number): bigint => {
    table ??= counts({ rows, columns });
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
        const edge = edges.find(([i]) => i === row);
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

function counts({ rows, columns }: Sides): bigint[][] {
  const table = [new Array<bigint>(columns + 1).fill(1n)];
  for (let r = 1; r <= rows; r++) {
    const fewer = table[r - 1]!;
    table.push(fewer.map((without, c) => without + BigInt(c) * (fewer[c - 1] ?? 0n)));
  }
  return table;
}

/** Lists the matchings with one edge added, removed, or moved at one end. */
function* matchingNeighbors(edges: readonly Edge[], { rows, columns }: Sides): Generator<Edge[]> {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const meeting = edges.filter(([i, j]) => i === row || j === column);
      const rest = edges.filter((edge) => !meeting.includes(edge));
      const isIn = meeting.some(([i, j]) => i === row && j === column);
      if (isIn) yield rest;
      else if (meeting.length < 2) yield [...rest, [row, column]];
    }
  }
}
