import { key, normal } from "@ebm/core";
import type { Metrics } from "../../../studies/study.js";
import { GRID, LOG_Z, surfaceLikelihood } from "./surface-likelihood.js";

/** The self-normalized likelihood of a Gaussian, over its mean θ and b. */
export type SurfaceCell = { readonly seed: number; readonly points: number };

/** Measures how far the maxima of the surface on a grid are from log Z. */
export function runSurfaceCell({ seed, points }: SurfaceCell): Metrics {
  const x = Float64Array.from(normal(key(seed), points), (z) => z + 0.5);
  const mean = x.reduce((a, b) => a + b, 0) / points;
  const square = x.reduce((sum, value) => sum + value ** 2, 0) / points;
  const likelihood = surfaceLikelihood({ mean, square });
  const best = { theta: Number.NaN, b: Number.NaN, value: Number.NEGATIVE_INFINITY };
  let [farthestB, largestGap] = [0, 0];
  for (const theta of GRID.thetas) {
    const column = GRID.bs.map((b) => likelihood(theta, b));
    const value = Math.max(...column);
    const b = GRID.bs[column.indexOf(value)]!;
    if (value > best.value) Object.assign(best, { theta, b, value });
    farthestB = Math.max(farthestB, Math.abs(b - LOG_Z));
    largestGap = Math.max(largestGap, likelihood(theta, LOG_Z) - value);
  }
  return { mean, square, bestTheta: best.theta, bestB: best.b, farthestB, largestGap };
}
