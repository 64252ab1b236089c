import { logSumExp } from "../log-sum-exp.js";

/** `logMatchingSum` of one matrix, row by row in float64, over sets of columns as bits. */
export function exactLogMatchingSum(
  scores: ArrayLike<number>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): number {
  const logF = new Float64Array(2 ** columns).fill(-Infinity);
  logF[0] = 0;
  for (let row = 0; row < rows; row++) {
    // larger sets first, so that those they are made of are of the rows before
    for (let set = logF.length - 1; set > 0; set--) {
      const terms = [logF[set]!];
      for (let j = 0; j < columns; j++) {
        if ((set >> j) & 1) terms.push(logF[set ^ (1 << j)]! + scores[row * columns + j]!);
      }
      logF[set] = logSumExp(terms);
    }
  }
  return logSumExp(logF);
}
