import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface GaussianKlInputs {
  /** μ. Shape [batch, dim]. */
  readonly mean: tf.Tensor2D;
  /** log σ. Shape [batch, dim]. */
  readonly logDeviation: tf.Tensor2D;
}

/**
 * Computes KL(N(μ, diag σ²) ‖ N(0, I)) = ½ Σⱼ [ μⱼ² + σⱼ² − 1 ] − Σⱼ log σⱼ, in nats.
 *
 * @returns Shape [batch].
 */
export function gaussianKl({ mean, logDeviation }: GaussianKlInputs): tf.Tensor1D {
  checkShapes("gaussianKl", {
    mean: [mean, "batch dim"],
    logDeviation: [logDeviation, "batch dim"],
  });
  const variance = tf.exp(tf.mul(logDeviation, 2));
  const twice = tf.sub(tf.add(tf.square(mean), variance), 1);
  return tf.sum(tf.sub(tf.mul(twice, 0.5), logDeviation), 1);
}
