import { isFiniteNumber } from "../is-finite-number.js";
import type { LogPartitionPairs } from "../report-data.js";

interface FinitePair {
  readonly learned: number;
  readonly exact: number;
}

/** Returns the pairs whose numbers are both finite. */
export function finitePairs(pairs: LogPartitionPairs): FinitePair[] {
  return pairs.learned.flatMap((learned, i) => {
    const exact = pairs.exact[i];
    return isFiniteNumber(learned) && isFiniteNumber(exact) ? [{ learned, exact }] : [];
  });
}
