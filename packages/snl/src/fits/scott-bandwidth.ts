import type { MatrixLike } from "@ebm/core/matrix";
import { checkPoints } from "../check-points.js";
import { weightedMoments } from "./weighted-moments.js";

/**
 * Computes Scott's rule for `kernelDensity`, hⱼ = σⱼ·rows^(−1/(dim + 4)), where σⱼ is the standard
 * deviation of coordinate j. Shape [dim].
 */
export function scottBandwidth(points: MatrixLike): number[] {
  checkPoints("scottBandwidth", points);
  const [rows, dim] = points.shape;
  const { covariance } = weightedMoments(points);
  return covariance.map((row, j) => Math.sqrt(row[j]!) * rows ** (-1 / (dim + 4)));
}
