import { logSumExp } from "../log-sum-exp.js";
import { edgeIndex } from "./edges.js";

/** `logTreeSum` of one θ, in float64. */
export function exactLogTreeSum(scores: ArrayLike<number>, nodes: number): number {
  const logWeights = Float64Array.from(scores);
  let sum = 0;
  for (let v = nodes - 1; v > 0; v--) {
    const toV = logWeights.subarray(edgeIndex([0, v]), edgeIndex([0, v]) + v);
    const logPivot = logSumExp(toV);
    sum += logPivot;
    for (let j = 1; j < v; j++) {
      for (let i = 0; i < j; i++) {
        const at = edgeIndex([i, j]);
        logWeights[at] = logSumExp([logWeights[at]!, toV[i]! + toV[j]! - logPivot]);
      }
    }
  }
  return sum;
}
