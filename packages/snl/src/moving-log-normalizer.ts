import { checkShapes, EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface MovingLogNormalizerInputs<T extends tf.Tensor> {
  /** b before the step. Any shape. */
  readonly logNormalizer: T;
  /** log Ẑ, the log-mean-exp of the batch's log-weights. The same shape. */
  readonly estimate: T;
}

/**
 * b that follows the normaliser without a gradient, a moving average of Ẑ in log space:
 *
 *   b ← log((1 − η) eᵇ + η Ẑ),   η the rate.
 *
 * If the loss then takes this b, as a constant, its weights stay bounded whatever the energy does:
 * e⁻ᵇ Ẑ ≤ 1 / η. The price is a bias of order η, since b has seen the batch. At η = 1 it
 * would be `importanceLoss`.
 *
 * @returns The shape of b.
 */
export function movingLogNormalizer<T extends tf.Tensor>(
  { logNormalizer, estimate }: MovingLogNormalizerInputs<T>,
  { rate = 0.1 }: { readonly rate?: number } = {},
): T {
  checkShapes("movingLogNormalizer", {
    logNormalizer: [logNormalizer, logNormalizer.shape.join(" ")],
    estimate: [estimate, logNormalizer.shape.join(" ")],
  });
  if (!(rate > 0 && rate < 1)) {
    throw new EbmError(`movingLogNormalizer: \`rate\` is ${rate}, expected 0 < rate < 1.`);
  }
  // log(eᵘ + eᵛ) = u + softplus(v − u)
  const kept = tf.add(logNormalizer, Math.log1p(-rate));
  const added = tf.add(estimate, Math.log(rate));
  return tf.add(kept, tf.softplus(tf.sub(added, kept)));
}
