import * as tf from "@tensorflow/tfjs-core";
import { stopGradient } from "../stop-gradient.js";

/** For each part, where it is the first that equals the largest; entry by entry. */
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

/** dy for the first of the parts that is the largest, and zero for the others. */
export function shareLargest(
  dy: tf.Tensor,
  parts: readonly tf.Tensor[],
  largest: tf.Tensor,
): tf.Tensor[] {
  const zeros = tf.zeros(dy.shape);
  return firstLargest(parts, largest).map((isFirst) => tf.where(isFirst, dy, zeros));
}
