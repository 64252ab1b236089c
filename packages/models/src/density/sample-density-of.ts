import * as tf from "@tensorflow/tfjs-core";
import { NOISE_PER_COLUMN } from "../chains/sample-slots.js";
import type { DensityStack } from "./density-stack.js";
import { samplePart } from "./sample-part.js";

/** Number of uniforms on [0, 1) that one sample of so many columns takes. */
export function densityNoise(columns: number): number {
  return 3 + NOISE_PER_COLUMN * columns;
}

/**
 * Returns exact samples of a stack as a function of tensors that compiles and exports. The first
 * uniform of a row picks a part, the second a member, the others a row of these.
 *
 * `uniforms` have shape [rows, densityNoise(columns)]; samples have shape [rows, columns].
 */
export function sampleDensityOf(stack: DensityStack): (uniforms: tf.Tensor2D) => tf.Tensor2D {
  const { columns, parts, weights, members } = stack;
  return (uniforms) => {
    const [rows, width] = uniforms.shape;
    const noise = tf.tile(
      tf.reshape(tf.slice(uniforms, [0, 2], [rows, width - 2]), [1, rows, width - 2]),
      [members, 1, 1],
    ) as tf.Tensor3D;
    const samples = parts.map((part) => samplePart(part, columns, noise));
    // [parts · members, rows, columns]
    const all = tf.concat(samples, 0) as tf.Tensor3D;
    const places = tf.range(0, rows, 1, "int32");
    const part = chosen(weights, tf.slice(uniforms, [0, 0], [rows, 1]));
    const member = chosen(
      Array<number>(members).fill(1 / members),
      tf.slice(uniforms, [0, 1], [rows, 1]),
    );
    const network = tf.add(tf.mul(part, tf.scalar(members, "int32")), member);
    const flat = tf.reshape(all, [parts.length * members * rows, columns.length]);
    const index = tf.add(tf.mul(network, tf.scalar(rows, "int32")), places);
    return tf.gather(flat, index as tf.Tensor1D) as tf.Tensor2D;
  };
}

/** The place of the weight whose share of [0, 1) has u. Shape [rows], int32. */
function chosen(weights: readonly number[], u: tf.Tensor2D): tf.Tensor1D {
  let sum = 0;
  const bounds = weights.slice(0, -1).map((weight) => (sum += weight));
  const isAbove = tf.greaterEqual(u, tf.tensor1d([...bounds, 2]));
  return tf.sum(tf.cast(isAbove, "int32"), 1);
}
