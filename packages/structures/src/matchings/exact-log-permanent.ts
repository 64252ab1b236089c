import { logSumExp } from "../log-sum-exp.js";
import { countWays, subsetLevels } from "../subsets/subset-levels.js";

/** Whether `exactLogPermanent` is worth its terms: 524 288 of a square matrix at k = 16. */
export function reachesExactLogPermanent(rows: number, columns: number): boolean {
  return countWays(columns, rows) <= 524_288;
}

/** `logPermanent` of one matrix, row by row in float64. */
export function exactLogPermanent(
  scores: ArrayLike<number>,
  { rows, columns }: { readonly rows: number; readonly columns: number },
): number {
  let logF = new Float64Array(1);
  for (const [rank, { from, item }] of subsetLevels(columns, rows).entries()) {
    const terms = Float64Array.from(
      from,
      (smaller, way) => logF[smaller]! + scores[rank * columns + item[way]!]!,
    );
    const ways = rank + 1;
    logF = Float64Array.from({ length: terms.length / ways }, (_, m) =>
      logSumExp(terms.subarray(m * ways, (m + 1) * ways)),
    );
  }
  return logSumExp(logF);
}
