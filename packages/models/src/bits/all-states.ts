import type { Matrix } from "@ebm/datasets";
import type { BitColumns } from "./bit-columns.js";

/** Number of rows that columns can have; Infinity if it is too large for a number. */
export function stateCount({ levels }: BitColumns): number {
  return levels.reduce((product, count) => product * count, 1);
}

/** All rows that columns can have: the first column counts fastest. Shape [states, dim]. */
export function allStates(columns: BitColumns): Matrix {
  const { dim, levels } = columns;
  const count = stateCount(columns);
  const data = new Float32Array(count * dim);
  for (let state = 0; state < count; state++) {
    let rest = state;
    for (let j = 0; j < dim; j++) {
      data[state * dim + j] = rest % levels[j]!;
      rest = Math.floor(rest / levels[j]!);
    }
  }
  return { data, shape: [count, dim] };
}
