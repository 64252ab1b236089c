import { checkShapes, EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** Stands for −∞, so that no sum or difference of scores is NaN. */
const FORBIDDEN = -1e9;

/**
 * Returns the scores of an oracle, with −1e9 in place of −∞. The gradient is that at −1e9. Shape
 * [batch, dim].
 *
 * @throws {ShapeError} If there is not a score for each entry of a member.
 */
export function takeScores(where: string, scores: tf.Tensor2D, dim: number): tf.Tensor2D {
  checkShapes(where, { scores: [scores, `batch ${dim}`] });
  return tf.customGrad((x) => ({
    value: tf.where(tf.equal(x as tf.Tensor, -Infinity), FORBIDDEN, x as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => tf.clone(dy),
  }))(scores) as tf.Tensor2D;
}

/**
 * Returns the same for one row, on the host and in float64.
 *
 * @throws {EbmError} If there is not a score for each entry of a member.
 */
export function takeRowScores(where: string, scores: ArrayLike<number>, dim: number): Float64Array {
  if (scores.length === dim) {
    return Float64Array.from(scores, (score) => (score === -Infinity ? FORBIDDEN : score));
  }
  throw new EbmError(`${where}: \`scores\` has ${scores.length} entries, expected ${dim}.`);
}
