import { checkShapes, EbmError, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface MovingLogNormalizerInputs<T extends tf.Tensor> {
  /** b before the step. Any shape. */
  readonly logNormalizer: T;
  /** log Ẑ, the log-mean-exp of the batch's log-weights. The same shape. */
  readonly estimate: T;
}

export interface MovingLogNormalizerOptions {
  /** The weight η of the new estimate, between 0 and 1. Default: 0.1. */
  readonly rate?: number;
}

/**
 * Updates b without a gradient, as a moving average of Ẑ in log space:
 *
 *   b ← log((1 − η) eᵇ + η Ẑ),   where η is the rate.
 *
 * With this b the weights of the loss stay bounded for any energy and any earlier b: e⁻ᵇ Ẑ ≤ 1 / η. The
 * cost is a bias of order η, because b depends on the batch. η = 1 would give `importanceLoss`.
 *
 * If b is a parameter of a trainer, add ½ (b − moved)² to the loss. Gradient descent with rate 1 then
 * moves b all the way; Adam moves it by at most its learning rate.
 *
 * @returns The new b, in the shape of b. No gradient flows through it.
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
