import { foldIn } from "@ebm/core";
import type { Matrix } from "@ebm/datasets";
import { type FitForestInputs, fitForest } from "./fit-forest.js";
import { type Forest, joinForests, predictForest } from "./forest.js";
import { treeColumns } from "./tree-columns.js";

/** A forest of trees for each fold, and its out-of-fold predictions. */
export interface CrossFittedForest {
  /** The trees of all folds. */
  readonly forest: Forest;
  /** Predictions of each row by the trees that did not see it. Shape [rows, outputs]. */
  readonly outOfFold: Matrix;
}

/**
 * Fits a forest for each fold on the rows of the other folds.
 *
 * @param inputs `trees` is the number of trees of one fold, and `folds` has the fold of each row.
 */
export async function crossFitForest({
  folds,
  ...inputs
}: Omit<FitForestInputs, "rows"> & { readonly folds: Int32Array }): Promise<CrossFittedForest> {
  const { x, y, key } = inputs;
  const columns = inputs.columns ?? treeColumns(x);
  const outputs = y.shape[1];
  const outOfFold = new Float32Array(y.data.length);
  const forests: Forest[] = [];
  const count = Math.max(...folds) + 1;
  const maxValues = Math.floor((inputs.maxValues ?? 2 ** 25) / count);
  const all = Int32Array.from(folds, (_, row) => row);
  for (let fold = 0; fold < count; fold++) {
    const rows = all.filter((row) => folds[row] !== fold);
    const options = { ...inputs, columns, rows, maxValues, key: foldIn(key, fold) };
    const { forest } = await fitForest(options);
    forests.push(forest);
    for (const row of all.filter((row) => folds[row] === fold)) {
      const data = x.data.subarray(row * x.shape[1], (row + 1) * x.shape[1]);
      const own = predictForest(forest, { data, shape: [1, x.shape[1]] });
      outOfFold.set(own.data, row * outputs);
    }
  }
  return { forest: joinForests(forests), outOfFold: { data: outOfFold, shape: y.shape } };
}
