import { EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** The largest uniform of core: with it, u ↦ LARGEST − u maps their grid onto itself. */
const LARGEST = 1 - 2 ** -24;

/**
 * The uniforms u and, after them, their opposites 1 − u: twice as many draws, in pairs that err
 * to opposite sides. Each is distributed as before, so that means stay unbiased.
 *
 * Fair bits y come with 1 − y, and uniform rankings with their reverse. What is odd about its
 * middle, as a linear energy is, cancels; what is even gains nothing, as independent draws would.
 *
 * @param uniforms Shape [..., samples, noiseDim].
 * @returns Shape [..., 2·samples, noiseDim].
 */
export function antithetic<T extends tf.Tensor2D | tf.Tensor3D>(uniforms: T): T {
  if (uniforms.rank < 2) {
    throw new EbmError(
      `antithetic: \`uniforms\` has shape [${uniforms.shape}], expected [..., samples, noiseDim].`,
    );
  }
  return tf.concat([uniforms, tf.sub<T>(LARGEST, uniforms)], uniforms.rank - 2);
}
