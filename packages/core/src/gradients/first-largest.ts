import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";

/** Returns a mask for each part: 1 where it is the first part that equals the largest. */
export function firstLargest(parts: readonly tf.Tensor[], largest: tf.Tensor): tf.Tensor[] {
  const y = stopGradient(largest);
  let free: tf.Tensor | undefined;
  return parts.map((part) => {
    const isLargest = tf.equal(stopGradient(part), y);
    const isFirst = free ? tf.logicalAnd(isLargest, free) : isLargest;
    const isOther = tf.logicalNot(isLargest);
    free = free ? tf.logicalAnd(free, isOther) : isOther;
    return isFirst;
  });
}

/** Returns dy for the first part that is the largest, and zeros for the others. */
export function shareLargest(
  dy: tf.Tensor,
  parts: readonly tf.Tensor[],
  largest: tf.Tensor,
): tf.Tensor[] {
  const zeros = tf.zeros(dy.shape);
  return firstLargest(parts, largest).map((isFirst) => tf.where(isFirst, dy, zeros));
}
