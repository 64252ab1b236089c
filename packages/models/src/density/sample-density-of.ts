import * as tf from "@tensorflow/tfjs-core";
import { chooseSamples } from "../chains/choose-samples.js";
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
    return chooseSamples({ samples, weights, uniforms });
  };
}
