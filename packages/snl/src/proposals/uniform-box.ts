import { checkShapes, EbmError, normalCdf, type Proposal, stopGradient } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface UniformBoxParams {
  /** The least of each coordinate. Shape [dim]. */
  readonly low: readonly number[];
  /** The greatest. Shape [dim]. */
  readonly high: readonly number[];
}

/** Stands for log 0: below any log-density, yet finite, so that no difference of two is NaN. */
const LOG_ZERO = -1e30;

/**
 * The uniform density on a box. Outside of it `logProb` is −10³⁰, for −∞: an energy that
 * does not rise there is not held by draws from here.
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
      // what rounds to beyond the box is put back
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

/** Refuses a box of no coordinates, or of none or infinite width along one. */
export function checkBox(where: string, { low, high }: UniformBoxParams): void {
  const hasWidth = (from: number, j: number): boolean =>
    from < high[j]! && Number.isFinite(high[j]! - from);
  const fits = low?.length > 0 && low.length === high?.length && [...low].every(hasWidth);
  if (fits) return;
  throw new EbmError(
    `${where}: \`low\` is [${low}] and \`high\` [${high}], expected arrays of as many finite numbers, each low below its high.`,
  );
}
