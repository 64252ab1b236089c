import { logSumExp } from "../log-sum-exp.js";

/** `logElementarySymmetric` of one θ, in float64. */
export function exactLogElementarySymmetric(scores: ArrayLike<number>, top: number): Float64Array {
  const logE = new Float64Array(top + 1).fill(-Infinity);
  logE[0] = 0;
  for (let i = 0; i < scores.length; i++) {
    for (let j = Math.min(i + 1, top); j > 0; j--) {
      logE[j] = logSumExp([logE[j]!, logE[j - 1]! + scores[i]!]);
    }
  }
  return logE;
}
