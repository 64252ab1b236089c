import { EbmError } from "@ebm/core/errors";
/**
 * Computes √ meanᵢ (predictedᵢ − actualᵢ)².
 *
 * @throws {EbmError} If there are no values, or if the lengths differ.
 */
export function rootMeanSquaredError(values: {
  readonly predicted: ArrayLike<number>;
  readonly actual: ArrayLike<number>;
}): number {
  const { predicted, actual } = values;
  if (actual.length === 0 || predicted.length !== actual.length) {
    throw new EbmError(
      `rootMeanSquaredError: \`predicted\` has ${predicted.length} values and \`actual\` ${actual.length}, expected the same number, at least one.`,
    );
  }
  // Math.hypot scales before it squares, so 1e200 does not overflow
  let norm = 0;
  for (let i = 0; i < actual.length; i++) norm = Math.hypot(norm, predicted[i]! - actual[i]!);
  return norm / Math.sqrt(actual.length);
}
