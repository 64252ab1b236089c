import type { Matrix } from "@ebm/datasets";
import * as tf from "@tensorflow/tfjs-core";

/** The scale of number columns as they are, learned from training rows. Plain JSON. */
export interface PlainInputs {
  /** The middle of the range of each column. Shape [features]. */
  readonly center: readonly number[];
  /** The range of each column; 1 for constant columns. Shape [features]. */
  readonly range: readonly number[];
}

/** Values beyond the range of training rows count up to this many ranges from its middle. */
const FARTHEST = 1;

export function fitPlainInputs({ data, shape: [rows, features] }: Matrix): PlainInputs {
  const columns = Array.from({ length: features }, (_, j) => {
    let [low, high] = [Infinity, -Infinity];
    for (let row = 0; row < rows; row++) {
      const value = data[row * features + j]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return { center: Math.fround((low + high) / 2), range: high > low ? high - low : 1 };
  });
  return {
    center: columns.map(({ center }) => center),
    range: columns.map(({ range }) => range),
  };
}

/** Columns in ranges from their middles. Shape [rows, features]. */
export function plainTensor({ center, range }: PlainInputs, x: tf.Tensor2D): tf.Tensor2D {
  const inverse = range.map((value) => 1 / value);
  const scaled = tf.mul(tf.sub(x, tf.tensor1d([...center])), tf.tensor1d(inverse));
  return tf.clipByValue(scaled, -FARTHEST, FARTHEST) as tf.Tensor2D;
}
