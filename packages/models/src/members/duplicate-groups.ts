import type { Matrix } from "@ebm/datasets";

/**
 * Gives equal rows the same group, so that a copy of a training row is not mistaken for new data.
 *
 * Data with few distinct rows, such as tables of categories, repeat by nature. If more than a
 * fifth of the rows are repeats, each row is a group of its own, unless two columns each have a value
 * of its own for most of the distinct rows: such numbers do not repeat by chance.
 *
 * @param matrices Matrices of the same number of rows, compared together.
 * @returns The group of each row: the number of the first row equal to it.
 */
export function duplicateGroups(matrices: readonly Matrix[]): Int32Array {
  const rows = matrices[0]!.shape[0];
  const groups = Int32Array.from({ length: rows }, (_, row) => row);
  const buckets = new Map<number, number[]>();
  let repeats = 0;
  for (let row = 0; row < rows; row++) {
    const hash = hashOf(matrices, row);
    const bucket = buckets.get(hash);
    if (!bucket) {
      buckets.set(hash, [row]);
      continue;
    }
    const first = bucket.find((other) => areEqual(matrices, row, other));
    if (first === undefined) {
      bucket.push(row);
      continue;
    }
    groups[row] = first;
    repeats++;
  }
  const areNatural = repeats > rows / 5 && !haveManyValues(matrices, groups);
  return areNatural ? groups.map((_, row) => row) : groups;
}

/** Fewer distinct rows say nothing about columns. */
const FEW = 10;

/** Whether two columns have more different values than half the number of distinct rows. */
function haveManyValues(matrices: readonly Matrix[], groups: Int32Array): boolean {
  const distinct = groups.filter((group, row) => group === row);
  const counts = matrices.flatMap(({ data, shape: [, width] }) =>
    Array.from({ length: width }, (_, j) => {
      return new Set(Array.from(distinct, (row) => data[row * width + j]!)).size;
    }),
  );
  return (
    distinct.length >= FEW && counts.filter((count) => count > distinct.length / 2).length >= 2
  );
}

/** The FNV-1a hash of the numbers of a row. */
function hashOf(matrices: readonly Matrix[], row: number): number {
  const number = new Float32Array(1);
  const bits = new Uint32Array(number.buffer);
  let hash = 0x811c9dc5;
  for (const { data, shape } of matrices) {
    for (let j = row * shape[1]; j < (row + 1) * shape[1]; j++) {
      number[0] = data[j]! + 0; // −0 becomes 0
      hash = Math.imul(hash ^ bits[0]!, 0x01000193);
      hash ^= hash >>> 15;
    }
  }
  return hash;
}

function areEqual(matrices: readonly Matrix[], a: number, b: number): boolean {
  return matrices.every(({ data, shape: [, columns] }) => {
    for (let j = 0; j < columns; j++) {
      const [x, y] = [data[a * columns + j]!, data[b * columns + j]!];
      if (x !== y && !(Number.isNaN(x) && Number.isNaN(y))) return false;
    }
    return true;
  });
}
