import { EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** The largest uniform number of core. The map u ↦ LARGEST − u keeps their grid. */
const LARGEST = 1 - 2 ** -24;

/**
 * Appends 1 − u to uniform numbers u. This gives twice as many samples, in pairs whose errors tend to
 * cancel. Each sample keeps its distribution, so means stay unbiased.
 *
 * Fair bits y are paired with 1 − y, and uniform rankings with their reverse. The noise of a function
 * that is odd about the center, such as a linear energy, cancels. An even function gains nothing:
 * its second sample repeats the first.
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
