import * as tf from "@tensorflow/tfjs-core";

export interface ChooseSamplesInputs {
  /** Samples of the members of each part. Shapes [members, rows, columns]. */
  readonly samples: readonly tf.Tensor3D[];
  /** The probability of each part. */
  readonly weights: readonly number[];
  /** The first uniform of a row picks the part, the second the member. Shape [rows, 2 or more]. */
  readonly uniforms: tf.Tensor2D;
}

/** Chooses the part and the member of each row. Shape [rows, columns]. */
export function chooseSamples({ samples, weights, uniforms }: ChooseSamplesInputs): tf.Tensor2D {
  const [members, rows, columns] = samples[0]!.shape;
  const part = chosen(weights, tf.slice(uniforms, [0, 0], [rows, 1]));
  const equal = Array<number>(members).fill(1 / members);
  const member = chosen(equal, tf.slice(uniforms, [0, 1], [rows, 1]));
  const place = tf.add(tf.mul(part, tf.scalar(members, "int32")), member);
  // 0, 1, … for any number of rows
  const row = tf.cumsum(tf.onesLike(place), 0, true);
  const index = tf.add(tf.mul(place, tf.scalar(rows, "int32")), row);
  const flat = tf.reshape(tf.concat([...samples], 0), [samples.length * members * rows, columns]);
  return tf.gather(flat, index as tf.Tensor1D) as tf.Tensor2D;
}

/** The place of the weight whose share of [0, 1) has u. Shape [rows], int32. */
function chosen(weights: readonly number[], u: tf.Tensor2D): tf.Tensor1D {
  let sum = 0;
  const bounds = weights.slice(0, -1).map((weight) => (sum += weight));
  const isAbove = tf.greaterEqual(u, tf.tensor1d([...bounds, 2]));
  return tf.sum(tf.cast(isAbove, "int32"), 1);
}
