import { checkShapes, EbmError, normalCdf, type Proposal, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface UniformBoxParams {
  /** The minimum of each coordinate. Shape [dim]. */
  readonly low: readonly number[];
  /** The maximum of each coordinate. Shape [dim]. */
  readonly high: readonly number[];
}

/** Replaces log 0: below any log-density, but finite, so that differences are not NaN. */
const LOG_ZERO = -1e30;

/**
 * The uniform density on a box. Outside the box `logProb` is −10³⁰ instead of −∞. Samples from it say
 * nothing about the energy outside, so the energy must rise there by itself.
 */
export function uniformBox({ low, high }: UniformBoxParams): Proposal {
  checkBox("uniformBox", { low, high });
  const dim = low.length;
  const sizes = high.map((to, j) => to - low[j]!);
  const logVolume = sizes.reduce((sum, size) => sum + Math.log(size), 0);
  return {
    dim,
    noise: "normal",
    noiseDim: dim,

    sample(normals) {
      checkShapes("uniformBox.sample", { normals: [normals, `samples ${dim}`] });
      const y = tf.add([...low], tf.mul(normalCdf(normals), sizes));
      // samples that round to outside the box are moved back
      return stopGradient(tf.maximum(tf.minimum(y, [...high]), [...low]) as tf.Tensor2D);
    },

    logProb(y) {
      checkShapes("uniformBox.logProb", { y: [y, `samples ${dim}`] });
      const above = tf.greaterEqual(y, [...low]);
      const inside = tf.all(tf.logicalAnd(above, tf.lessEqual(y, [...high])), 1);
      return tf.where(inside, -logVolume, LOG_ZERO) as tf.Tensor1D;
    },
  };
}

/** Refuses a box without coordinates, or with zero or infinite width along one. */
export function checkBox(where: string, { low, high }: UniformBoxParams): void {
  const hasWidth = (from: number, j: number): boolean =>
    from < high[j]! && Number.isFinite(high[j]! - from);
  const fits = low?.length > 0 && low.length === high?.length && [...low].every(hasWidth);
  if (fits) return;
  throw new EbmError(
    `${where}: \`low\` is [${low}] and \`high\` [${high}], expected arrays of equally many finite numbers, with each low below its high.`,
  );
}
