import * as tf from "@tensorflow/tfjs-core";

/** Lists all states of `dim` bits. Entry i of a state is bit i of its index. Shape [2ᵈⁱᵐ, dim]. */
export function allBits(dim: number): tf.Tensor2D {
  const states = Float32Array.from(
    { length: 2 ** dim * dim },
    (_, at) => (Math.floor(at / dim) >> (at % dim)) & 1,
  );
  return tf.tensor2d(states, [2 ** dim, dim]);
}
