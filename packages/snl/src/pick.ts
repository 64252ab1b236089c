import * as tf from "@tensorflow/tfjs-core";

/**
 * Samples from a finite distribution by a uniform number u, as a one-hot row: member k if
 * p₀ + … + pₖ₋₁ ≤ u < p₀ + … + pₖ.
 *
 * @param probabilities p. Shape [members], or [batch, 1, members] for uniforms of rank 2.
 * @param uniforms u. Shape [draws], or [batch, draws].
 * @returns Shape [draws, members], or [batch, draws, members].
 */
export function pick<T extends tf.Tensor>(probabilities: tf.Tensor, uniforms: tf.Tensor): T {
  const axis = uniforms.rank;
  // 1 until the sum passes u; member 0 is always 1, so one member is chosen despite rounding
  const starts = tf.cumsum(probabilities, probabilities.rank - 1, true);
  const reached = tf.cast(tf.greaterEqual(tf.expandDims(uniforms, axis), starts), "float32");
  const members = reached.shape[axis]!;
  const none = tf.zeros([...uniforms.shape, 1]);
  const begin = uniforms.shape.map(() => 0);
  const next = tf.slice(
    tf.concat([reached, none], axis),
    [...begin, 1],
    [...uniforms.shape, members],
  );
  return tf.sub(reached, next) as T;
}
