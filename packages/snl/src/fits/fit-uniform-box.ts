import { checkNonNegative } from "@ebm/core/check";
import type { MatrixLike } from "@ebm/core/matrix";
import { checkPoints } from "../check-points.js";
import type { UniformBoxParams } from "../proposals/uniform-box.js";

export interface FitUniformBoxOptions {
  /** The margin on each side, as a fraction of the width. Default: 0. */
  readonly margin?: number;
}

/**
 * Fits the smallest box around the points, with a margin on each side.
 *
 * @returns Parameters of `uniformBox`.
 */
export function fitUniformBox(
  points: MatrixLike,
  { margin = 0 }: FitUniformBoxOptions = {},
): UniformBoxParams {
  checkPoints("fitUniformBox", points);
  checkNonNegative("fitUniformBox", { margin });
  const { data, shape } = points;
  const [rows, dim] = shape;
  const low = new Array<number>(dim).fill(Infinity);
  const high = new Array<number>(dim).fill(-Infinity);
  for (let i = 0; i < rows * dim; i++) {
    low[i % dim] = Math.min(low[i % dim]!, data[i]!);
    high[i % dim] = Math.max(high[i % dim]!, data[i]!);
  }
  const width = high.map((to, j) => margin * (to - low[j]!));
  return {
    low: low.map((from, j) => from - width[j]!),
    high: high.map((to, j) => to + width[j]!),
  };
}
