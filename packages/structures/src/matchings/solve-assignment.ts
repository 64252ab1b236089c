import { EbmError } from "@ebm/core";

/**
 * Finds the permutation π of the columns that minimizes Σᵣ costs[r, π(r)], in O(size³). It uses
 * shortest augmenting paths over reduced costs, one row at a time.
 *
 * @param costs Finite costs, row by row. Shape [size, size].
 * @returns π, the column of each row.
 *
 * Reference: Jonker, Volgenant. A shortest augmenting path algorithm for dense and sparse
 * linear assignment problems. Computing 38, 1987. https://doi.org/10.1007/BF02278710
 */
export function solveAssignment(costs: ArrayLike<number>, size: number): Int32Array {
  checkCosts(costs, size);
  const cost = withoutOverflow(costs);
  const rowPrice = new Float64Array(size);
  const columnPrice = new Float64Array(size);
  const rowOf = new Int32Array(size).fill(-1);
  const columnOf = new Int32Array(size).fill(-1);
  const distance = new Float64Array(size);
  const from = new Int32Array(size); // the row before a column on its shortest path
  const done = new Uint8Array(size);

  for (let start = 0; start < size; start++) {
    distance.fill(Infinity);
    done.fill(0);
    let row = start;
    let reached = 0; // the length of the path to `row`
    let end = -1;
    do {
      const price = rowPrice[row]!;
      let nearest = -1;
      for (let column = 0; column < size; column++) {
        if (done[column]) continue;
        const length = reached + cost[row * size + column]! - price - columnPrice[column]!;
        if (length < distance[column]!) {
          distance[column] = length;
          from[column] = row;
        }
        if (nearest < 0 || distance[column]! < distance[nearest]!) nearest = column;
      }
      done[nearest] = 1;
      reached = distance[nearest]!;
      row = rowOf[nearest]!;
      end = nearest;
    } while (row >= 0);

    // prices stay feasible, and tight along the path
    rowPrice[start]! += reached;
    for (let column = 0; column < size; column++) {
      if (!done[column] || column === end) continue;
      const slack = reached - distance[column]!;
      columnPrice[column]! -= slack;
      rowPrice[rowOf[column]!]! += slack;
    }

    for (let column = end; column >= 0; ) {
      const taker = from[column]!;
      const freed = columnOf[taker]!;
      rowOf[column] = taker;
      columnOf[taker] = column;
      column = freed;
    }
  }
  return columnOf;
}

/** Scales down costs near the largest float, so that sums stay finite. The minimum does not move. */
function withoutOverflow(costs: ArrayLike<number>): Float64Array {
  const cost = Float64Array.from(costs);
  const huge = cost.some((c) => Math.abs(c) > 1e300);
  return huge ? cost.map((c) => c * 2 ** -64) : cost;
}

function checkCosts(costs: ArrayLike<number>, size: number): void {
  if (costs.length !== size * size) {
    throw new EbmError(
      `solveAssignment: \`costs\` has ${costs.length} entries, expected ${size} × ${size}.`,
    );
  }
  for (let at = 0; at < costs.length; at++) {
    if (Number.isFinite(costs[at])) continue;
    const [row, column] = [Math.floor(at / size), at % size];
    throw new EbmError(
      `solveAssignment: \`costs\` has ${costs[at]} at row ${row}, column ${column}, expected finite numbers.`,
    );
  }
}
