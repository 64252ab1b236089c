import type { Edge } from "../trees/edges.js";

/** The matchings that have an edge more or less, or one that is turned about an end of it. */
export function* matchingNeighbors(
  edges: readonly Edge[],
  { rows, columns }: { readonly rows: number; readonly columns: number },
): Generator<Edge[]> {
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
