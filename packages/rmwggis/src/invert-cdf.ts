import { takeAlong } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

export interface InvertCdfInputs {
  /** Running sums. Shape [batch, neighbors]. */
  readonly cumulative: tf.Tensor2D;
  /** Points from 0 to below the last sum. Shape [batch, samples]. */
  readonly points: tf.Tensor2D;
}

/**
 * Finds the first number whose running sum exceeds a point, so never a number without mass. It uses
 * bisection, which needs little memory: tf.searchSorted compares all points with all sums.
 *
 * @returns Numbers, as int32. Shape [batch, samples].
 */
export function invertCdf({ cumulative, points }: InvertCdfInputs): tf.Tensor2D {
  const last = cumulative.shape[1] - 1;
  let indices: tf.Tensor2D = tf.zeros(points.shape, "int32");
  for (let step = 2 ** Math.floor(Math.log2(last)); step >= 1; step /= 2) {
    const ahead = tf.minimum<tf.Tensor2D>(tf.add(indices, whole(step)), whole(last));
    const isFirst = tf.greater(takeAlong(cumulative, tf.sub(ahead, whole(1))), points);
    indices = tf.where(isFirst, indices, ahead);
  }
  return indices;
}

function whole(x: number): tf.Scalar {
  return tf.scalar(x, "int32");
}
