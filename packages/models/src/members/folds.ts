import { EbmError, type Key, permutation } from "@ebm/core";

export interface FoldsInputs {
  /** Number of rows. */
  readonly rows: number;
  /** Number of folds. */
  readonly count: number;
  readonly key: Key;
  /** A class for each row. Each fold gets its share of each class. Default: one class. */
  readonly strata?: ArrayLike<number>;
  /** A group for each row. Rows of one group share a fold. Default: each row is a group. */
  readonly groups?: ArrayLike<number> | undefined;
}

/**
 * Assigns rows to folds of nearly equal size, at random.
 *
 * @returns The fold of each row, from 0 to count − 1.
 */
export function folds(inputs: FoldsInputs): Int32Array {
  const { rows, count, key, strata, groups } = inputs;
  if (!(Number.isInteger(count) && count >= 2 && count <= rows)) {
    throw new EbmError(`folds: \`count\` is ${count}, expected an integer from 2 to ${rows}.`);
  }
  const order = [...permutation(key, rows)];
  if (strata) order.sort((a, b) => strata[a]! - strata[b]!); // stable: random within a class
  const sizes = new Int32Array(count);
  const foldOf = new Int32Array(rows).fill(-1);
  const known = new Map<number, number>();
  for (const row of order) {
    const group = groups?.[row];
    const seen = group === undefined ? undefined : known.get(group);
    const fold = seen ?? sizes.indexOf(Math.min(...sizes));
    if (group !== undefined) known.set(group, fold);
    foldOf[row] = fold;
    sizes[fold]!++;
  }
  return foldOf;
}
