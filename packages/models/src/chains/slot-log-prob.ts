import * as tf from "@tensorflow/tfjs-core";
import { logisticKernel } from "./logistic-kernel.js";
import type { Slots } from "./slots.js";

/** Values after scaling, and states; a state of −1 is a number. */
export interface SlotValues {
  /** Shape [networks, rows]. */
  readonly z: tf.Tensor2D;
  /** Shape [networks, rows]. */
  readonly state: tf.Tensor2D;
}

export interface SlotParts {
  /** Log-probabilities of slots. Shape [networks, rows, slots]. */
  readonly logWeights: tf.Tensor3D;
  /** Shape [networks, rows, components]. */
  readonly means: tf.Tensor3D;
  /** Shape [networks, rows, components]. */
  readonly logScales: tf.Tensor3D;
}

/**
 * Log-density of each scaled value under a mixture of logistics, or log-probability of its state.
 *
 * @param outputs Shape [networks, rows, outputs], for networks that repeat the columns in order.
 * @returns Shape [networks, rows].
 */
export function slotLogProb(
  outputs: tf.Tensor3D,
  { z, state }: SlotValues,
  slots: Slots,
): tf.Tensor2D {
  const { components } = slots;
  const { logWeights, means, logScales } = slotParts(outputs, slots);
  const [networks, rows] = z.shape;
  const states = slots.slots - components;
  const take = (from: number, size: number): tf.Tensor3D =>
    tf.slice(logWeights, [0, 0, from], [networks, rows, size]);
  const step = perNetwork(slots.steps, networks, 1);
  const ofValue = (): tf.Tensor2D => {
    const kernel = logisticKernel({ z: tf.expandDims(z, 2), means, logScales, step });
    return tf.logSumExp(tf.add(take(0, components), kernel), 2);
  };
  const ofState = (): tf.Tensor2D => {
    const isIn = tf.equal(tf.expandDims(state, 2), tf.range(0, states));
    return tf.sum(tf.mul(take(components, states), tf.cast(isIn, "float32")), 2);
  };
  if (states === 0) return ofValue();
  if (components === 0) return ofState();
  return tf.where(tf.less(state, 0), ofValue(), ofState());
}

/** The log scales stay within ±7. */
const BOUND = 7;

/** Divides outputs into the parameters of mixtures. */
export function slotParts(outputs: tf.Tensor3D, slots: Slots): SlotParts {
  const { components } = slots;
  const [networks, rows] = outputs.shape;
  const take = (from: number, size: number): tf.Tensor3D =>
    tf.slice(outputs, [0, 0, from], [networks, rows, size]);
  const mask = perNetwork(slots.mask, networks, slots.slots);
  const logits = tf.add(take(0, slots.slots), mask);
  const raw = take(slots.slots + components, components);
  return {
    logWeights: tf.sub(logits, tf.logSumExp(logits, 2, true)),
    means: take(slots.slots, components),
    logScales: tf.mul(BOUND, tf.tanh(tf.div(raw, BOUND))),
  };
}

/** Numbers of each column, repeated for all networks. Shape [networks, 1, size]. */
function perNetwork(data: Float32Array, networks: number, size: number): tf.Tensor3D {
  const columns = data.length / size;
  return tf.tile(tf.tensor3d(data, [columns, 1, size]), [networks / columns, 1, 1]);
}
