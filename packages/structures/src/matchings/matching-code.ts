import { EbmError } from "@ebm/core";
import type { Structure } from "../structure.js";
import type { Edge } from "../trees/edges.js";

/** The 0/1 matrices of matchings, row by row. */
export function matchingCode(
  name: string,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Pick<Structure<readonly Edge[]>, "encode" | "decode"> {
  const isWithin = (value: number, size: number): boolean =>
    Number.isInteger(value) && value >= 0 && value < size;
  return {
    encode(edges) {
      const ends = [new Set(edges.map(([row]) => row)), new Set(edges.map(([, column]) => column))];
      const within = edges.every(([i, j]) => isWithin(i, rows) && isWithin(j, columns));
      if (!within || ends.some(({ size }) => size !== edges.length)) {
        const came = edges.map((edge) => `(${edge.join(", ")})`).join(", ");
        throw new EbmError(
          `${name}.encode: \`edges\` has ${came}, expected distinct rows of ${rows} and columns of ${columns}.`,
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
