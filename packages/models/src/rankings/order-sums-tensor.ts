import * as tf from "@tensorflow/tfjs-core";
import { orderLayers } from "./order-layers.js";
import type { OrderTilt } from "./order-tilt.js";

export interface OrderSumsTensor {
  /** log Σ PL(y | u) exp f(y) over all orders y. Shape [batch]. */
  readonly logSum: tf.Tensor1D;
  /** Computes the mean place of each label under p(y) ∝ PL(y | u) exp f(y). Shape [batch, labels]. */
  places(): tf.Tensor2D;
}

/**
 * Sums over all orders as `orderSums` has them, in logarithms and as a function of tensors that
 * compiles and exports: forward and backward over the sets of labels placed so far, all sets of one
 * size at once.
 *
 * @param utilities u. Shape [batch, labels].
 */
export function orderSumsTensor(tilt: OrderTilt, utilities: tf.Tensor2D): OrderSumsTensor {
  const labels = tilt.pairs.shape[0];
  const layers = orderLayers(tilt);
  const none = tf.mul(0, tf.slice(utilities, [0, 0], [-1, 1])) as tf.Tensor2D;
  /** log of the weight with which each label outside a set follows. Shapes [batch, sets, labels − size]. */
  const steps: tf.Tensor3D[] = [];
  /** The same, with the weight of the orders of the set. */
  const masses: tf.Tensor3D[] = [];
  let forward = none;
  for (const { size, sets, outside, steps: added, from } of layers) {
    const width = labels - size;
    const u = tf.reshape(tf.gather(utilities, ints(outside), 1), [-1, sets, width]) as tf.Tensor3D;
    const rest = tf.expandDims<tf.Tensor3D>(tf.logSumExp(u, 2), 2);
    const step: tf.Tensor3D = tf.add(tf.sub(u, rest), tf.tensor2d(added, [sets, width]));
    const mass: tf.Tensor3D = tf.add(step, tf.expandDims<tf.Tensor3D>(forward, 2));
    steps.push(step);
    masses.push(mass);
    const reached = tf.gather(tf.reshape(mass, [-1, sets * width]), ints(from), 1);
    forward = tf.logSumExp(tf.reshape(reached, [-1, from.length / (size + 1), size + 1]), 2);
  }
  const total = forward;

  const places = (): tf.Tensor2D => {
    let backward = none;
    let sum: tf.Tensor2D = tf.mul(0, utilities);
    for (const { size, sets, outside, next } of layers.toReversed()) {
      const width = labels - size;
      const after = tf.reshape(tf.gather(backward, ints(next), 1), [-1, sets, width]);
      const logProbs = tf.sub(tf.add(masses[size]!, after), tf.expandDims(total, 2));
      const probs = tf.reshape(tf.exp(logProbs), [-1, sets * width]) as tf.Tensor2D;
      const isLabel = tf.oneHot(ints(outside), labels) as tf.Tensor2D;
      sum = tf.add(sum, tf.mul(size, tf.matMul(probs, tf.cast(isLabel, "float32"))));
      backward = tf.logSumExp(tf.add(steps[size]!, after), 2);
    }
    return sum;
  };
  return { logSum: tf.reshape(total, [-1]), places };
}

function ints(data: Int32Array): tf.Tensor1D {
  return tf.tensor1d(data, "int32");
}
