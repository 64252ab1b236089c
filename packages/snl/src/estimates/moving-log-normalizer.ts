import { checkShapes, EbmError, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface MovingLogNormalizerInputs<T extends tf.Tensor> {
  /** b before the step. Any shape. */
  readonly logNormalizer: T;
  /** log Ẑ, the log-mean-exp of the batch's log-weights. The same shape. */
  readonly estimate: T;
}

export interface MovingLogNormalizerOptions {
  /** η, the weight of the new estimate, between 0 and 1. Default: 0.1. */
  readonly rate?: number;
}

/**
 * b that follows the normalizer without a gradient, a moving average of Ẑ in log space:
 *
 *   b ← log((1 − η) eᵇ + η Ẑ),   η the rate.
 *
 * If the loss then takes this b, its weights stay bounded whatever the energy does, and wherever b
 * was before: e⁻ᵇ Ẑ ≤ 1 / η. The price is a bias of order η, since b has seen the batch. At η = 1
 * it would be `importanceLoss`.
 *
 * Where b is among the parameters of a trainer, ½ (b − moved)² beside the loss moves it there: all
 * the way by gradient descent at rate 1, by no more than its learning rate by Adam.
 *
 * @returns The shape of b, a constant to the gradient.
 */
export function movingLogNormalizer<T extends tf.Tensor>(
  { logNormalizer, estimate }: MovingLogNormalizerInputs<T>,
  { rate = 0.1 }: MovingLogNormalizerOptions = {},
): T {
  const axes = (logNormalizer.shape ?? []).join(" ");
  checkShapes("movingLogNormalizer", {
    logNormalizer: [logNormalizer, axes],
    estimate: [estimate, axes],
  });
  if (!(rate > 0 && rate < 1)) {
    throw new EbmError(`movingLogNormalizer: \`rate\` is ${rate}, expected 0 < rate < 1.`);
  }
  // log(eᵘ + eᵛ) = u + softplus(v − u)
  const kept = tf.add(logNormalizer, Math.log1p(-rate));
  const added = tf.add(estimate, Math.log(rate));
  return stopGradient(tf.add(kept, tf.softplus(tf.sub(added, kept))));
}
