import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";

/**
 * The continuous ranked probability score of draws, its mean over rows, in the unit of y and the
 * lower the better:
 *
 *   ∫ (F(z) − 1[y ≤ z])² dz = mean |xᵢ − y| − ½ mean |xᵢ − xⱼ|,
 *
 * with F the distribution of the row's draws x: the absolute error where there is one draw.
 *
 * Reference: Gneiting, Raftery. Strictly Proper Scoring Rules, Prediction, and Estimation. JASA
 * 102, 2007
 */
export function crps(inputs: {
  /** What was predicted. Shape [rows, draws]. */
  readonly draws: MatrixLike;
  /** y, what came. Shape [rows]. */
  readonly actual: ArrayLike<number>;
}): number {
  checkMatrix("crps", { draws: inputs.draws });
  const {
    draws: {
      data,
      shape: [rows, count],
    },
    actual,
  } = inputs;
  if (rows < 1 || count < 1 || data.length !== rows * count || actual.length !== rows) {
    throw new EbmError(
      `crps: \`draws\` has shape [${rows}, ${count}] and ${data.length} entries, \`actual\` ${actual.length}, expected draws for each.`,
    );
  }
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const x = Float64Array.from({ length: count }, (_, i) => data[row * count + i]!).sort();
    const y = actual[row]!;
    for (let i = 0; i < count; i++) {
      // mean |xᵢ − xⱼ| weighs the i-th smallest of the draws by 2(2i + 1 − count)/count²
      sum += Math.abs(x[i]! - y) / count - (x[i]! * (2 * i + 1 - count)) / (count * count);
    }
  }
  return sum / rows;
}
