import * as tf from "@tensorflow/tfjs-core";

/**
 * The member of a finite distribution that a uniform falls on, as a row of zeros and a one: k where
 * p₀ + … + pₖ₋₁ ≤ u < p₀ + … + pₖ.
 *
 * @param probabilities p. Shape [members], or [batch, 1, members] for uniforms of rank 2.
 * @param uniforms u. Shape [draws], or [batch, draws].
 * @returns Shape [draws, members], or [batch, draws, members].
 */
export function pick<T extends tf.Tensor>(probabilities: tf.Tensor, uniforms: tf.Tensor): T {
  const axis = uniforms.rank;
  // 1 as long as u has not been passed, from the first on: however they sum, one is picked
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
