import * as tf from "@tensorflow/tfjs-core";

/** All states of some bits, in the order of the numbers they write. Shape [2ᵈⁱᵐ, dim]. */
export function allBits(dim: number): tf.Tensor2D {
  const states = Float32Array.from(
    { length: 2 ** dim * dim },
    (_, at) => (Math.floor(at / dim) >> (dim - 1 - (at % dim))) & 1,
  );
  return tf.tensor2d(states, [2 ** dim, dim]);
}
