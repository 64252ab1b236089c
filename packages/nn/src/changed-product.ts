import { type Changes, checkShapes, ShapeError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/**
 * Computes what changes of x add to the product x·weight: multiples of a few rows of the weight.
 *
 * It uses gatherND, whose gradient scatters. The gradient of tf.gather multiplies by a matrix with
 * batch·samples·inputs entries.
 *
 * @param weight Shape [inputs, units].
 * @returns Shape [batch, samples, units].
 */
export function changedProduct(weight: tf.Tensor2D, { columns, deltas }: Changes): tf.Tensor3D {
  if (columns) {
    checkShapes("changedProduct", {
      deltas: [deltas, "batch samples width"],
      columns: [columns, "batch samples width"],
    });
    const rows = tf.gatherND(weight, tf.expandDims(columns, 3));
    return tf.sum(tf.mul(tf.expandDims(deltas, 3), rows), 2);
  }
  checkAll(deltas, weight.shape[0]);
  return tf.mul(deltas, weight);
}

function checkAll({ shape: [, samples, width] }: tf.Tensor3D, dim: number): void {
  if (samples === dim && width === 1) return;
  throw new ShapeError(
    `changedProduct: \`deltas\` has shape [batch, ${samples}, ${width}] without \`columns\`, expected [batch, ${dim}, 1].`,
  );
}
