import * as tf from "@tensorflow/tfjs-core";
import type { BitColumns } from "./bit-columns.js";

/** log (1 + Σ exp l) over the logits of each column. Shape [batch, width] → [batch, dim]. */
export function columnLogPartitions(logits: tf.Tensor2D, columns: BitColumns): tf.Tensor2D {
  const { dim, largest, width, levels, offsets } = columns;
  if (largest === 2 && width === dim) return tf.softplus(logits);
  const batch = logits.shape[0];
  // the logits of a column, that of its first value, and stand-ins for values it does not have
  const [none, zero] = [width, width + 1];
  const places = Int32Array.from({ length: dim * largest }, (_, i) => {
    const [j, v] = [Math.floor(i / largest), i % largest];
    if (v === 0) return zero;
    return v < levels[j]! ? offsets[j]! + v - 1 : none;
  });
  const extended = tf.concat([logits, tf.fill([batch, 1], LEAST), tf.zeros([batch, 1])], 1);
  const padded = tf.gather(extended, tf.tensor1d(places, "int32"), 1);
  return tf.logSumExp(tf.reshape(padded, [batch, dim, largest]), 2) as tf.Tensor2D;
}

/** A logit whose exponential is 0. */
const LEAST = -1e30;
