import { EbmError } from "@ebm/core/errors";
import { checkMatrix, type MatrixLike } from "@ebm/core/matrix";

/**
 * Computes the continuous ranked probability score of predictive samples, averaged over rows. It has
 * the unit of y, and lower is better:
 *
 *   ∫ (F(z) − 1[y ≤ z])² dz = mean |xᵢ − y| − ½ mean |xᵢ − xⱼ|,
 *
 * where F is the distribution of the row's samples x. With one sample it is the absolute error.
 *
 * Reference: Gneiting, Raftery. Strictly Proper Scoring Rules, Prediction, and Estimation. JASA
 * 102, 2007
 */
export function crps(inputs: {
  /** The predicted samples. Shape [rows, draws]. */
  readonly draws: MatrixLike;
  /** The outcomes y. Shape [rows]. */
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
      `crps: \`draws\` has shape [${rows}, ${count}] and ${data.length} entries, \`actual\` ${actual.length}, expected samples for each outcome.`,
    );
  }
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    const x = Float64Array.from({ length: count }, (_, i) => data[row * count + i]!).sort();
    const y = actual[row]!;
    for (let i = 0; i < count; i++) {
      // mean |xᵢ − xⱼ| weights the i-th smallest sample by 2(2i + 1 − count)/count²
      sum += Math.abs(x[i]! - y) / count - (x[i]! * (2 * i + 1 - count)) / (count * count);
    }
  }
  return sum / rows;
}
