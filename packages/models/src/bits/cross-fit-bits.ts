import { foldIn, split } from "@ebm/core";
import { type Matrix, takeRows } from "@ebm/datasets";
import { folds as assignFolds } from "../members/folds.js";
import type { BitRows } from "./bit-rows.js";
import { type BitsBaseParams, openBitsBase } from "./bits-params.js";
import { type FitBitsBaseInputs, fitBitsBase } from "./fit-bits-base.js";
import { BITS_BASES } from "./plan-bits.js";
import { type FittedBitsBase, stackBits } from "./stack-bits.js";

export interface CrossFitBitsInputs
  extends Omit<FitBitsBaseInputs, "train" | "validation" | "weighing"> {
  /** Shape [rows, columns]. */
  readonly rows: Matrix;
  readonly pack: (rows: Matrix) => BitRows;
}

/** Number of folds. */
export const FOLDS = 5;

/**
 * Fits each base once for each fold, on the rows of the other folds, and weighs the bases by all rows:
 * few rows are too few to hold some out. A base of the stack is the mean of the distributions of all
 * folds.
 */
export async function crossFitBits(inputs: CrossFitBitsInputs): Promise<FittedBitsBase> {
  const { rows, pack, key, bases = BITS_BASES, onBase, ...options } = inputs;
  const [forFolds, forBases] = split(key, 2);
  const folds = assignFolds({ rows: rows.shape[0], count: FOLDS, key: forFolds });
  const all = Int32Array.from(folds.keys());
  const fits = bases.map((): BitsBaseParams[] => []);
  const logProbs = bases.map((): number[] => []);
  const weights: number[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const isHeld = (row: number): boolean => folds[row] === fold;
    const validation = pack(takeRows(rows, all.filter(isHeld)));
    const { candidates } = await fitBitsBase({
      ...options,
      train: pack(
        takeRows(
          rows,
          all.filter((row) => !isHeld(row)),
        ),
      ),
      validation,
      bases,
      key: foldIn(forBases, fold),
      onBase: fold === 0 ? onBase : undefined,
    });
    weights.push(...validation.weights);
    for (const [b, name] of bases.entries()) {
      fits[b]!.push(candidates[name]!);
      logProbs[b]!.push(...openBitsBase(candidates[name]!).logProb(validation));
    }
  }
  const fitted = bases.map((name, b) => {
    return { name, fits: fits[b]!, logProbs: Float64Array.from(logProbs[b]!) };
  });
  return stackBits(fitted, { weights: Float64Array.from(weights), total: rows.shape[0] });
}
