import type { Matrix } from "@ebm/datasets";
import type { BitColumns } from "./bit-columns.js";

/** Number of rows that columns can have; Infinity if it is too large for a number. */
export function stateCount({ levels }: BitColumns): number {
  return levels.reduce((product, count) => product * count, 1);
}

/**
 * The rows that columns can have: the first column counts fastest. All of them, or those from number
 * `start` to before `end`. Shape [states, dim].
 */
export function allStates(
  columns: BitColumns,
  start = 0,
  end: number = stateCount(columns),
): Matrix {
  const { dim, levels } = columns;
  const count = end - start;
  const data = new Float32Array(count * dim);
  for (let i = 0; i < count; i++) {
    let rest = start + i;
    for (let j = 0; j < dim; j++) {
      data[i * dim + j] = rest % levels[j]!;
      rest = Math.floor(rest / levels[j]!);
    }
  }
  return { data, shape: [count, dim] };
}
