import { EbmError } from "@ebm/core/errors";
/**
 * √ meanᵢ (predictedᵢ − actualᵢ)².
 *
 * @throws {EbmError} If there are no values, or not as many of one as of the other.
 */
export function rootMeanSquaredError(values: {
  readonly predicted: ArrayLike<number>;
  readonly actual: ArrayLike<number>;
}): number {
  const { predicted, actual } = values;
  if (actual.length === 0 || predicted.length !== actual.length) {
    throw new EbmError(
      `rootMeanSquaredError: \`predicted\` has ${predicted.length} values and \`actual\` ${actual.length}, expected as many, and at least one.`,
    );
  }
  // a norm, since Math.hypot scales before it squares: no overflow at 1e200
  let norm = 0;
  for (let i = 0; i < actual.length; i++) norm = Math.hypot(norm, predicted[i]! - actual[i]!);
  return norm / Math.sqrt(actual.length);
}
