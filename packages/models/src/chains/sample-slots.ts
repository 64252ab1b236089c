import * as tf from "@tensorflow/tfjs-core";
import type { MixedColumn } from "./mixed-column.js";
import { slotParts } from "./slot-log-prob.js";
import type { Slots } from "./slots.js";

/** Uniforms on [0, 1) that one value takes: its slot, its place and its rounding. */
export const NOISE_PER_COLUMN = 3;

/**
 * Samples of one column, in its own unit: a number, the code of a category, or NaN.
 *
 * @param outputs Shape [members, rows, outputs].
 * @param uniforms Shape [members, rows, 3].
 * @param inputs `offset` is added to the means, after scaling. Shape [members, rows].
 * @returns Shape [members, rows].
 */
export function sampleSlots(
  outputs: tf.Tensor3D,
  uniforms: tf.Tensor3D,
  inputs: {
    readonly column: MixedColumn;
    readonly slots: Slots;
    readonly offset?: tf.Tensor2D | undefined;
  },
): tf.Tensor2D {
  const { column, slots, offset } = inputs;
  const [members, rows] = outputs.shape;
  const noise = (i: number): tf.Tensor2D =>
    tf.reshape(tf.slice(uniforms, [0, 0, i], [members, rows, 1]), [members, rows]);
  const { logWeights, means, logScales } = slotParts(outputs, slots);
  const picked = pickSlot(logWeights, noise(0));
  const { components } = slots;
  const code = codeOf(picked, { column, slots });
  if (column.kind === "category") return code;
  const chosen = tf.slice(picked, [0, 0, 0], [members, rows, components]);
  const value = (x: tf.Tensor3D): tf.Tensor2D => tf.sum(tf.mul(chosen, x), 2);
  const u = tf.clipByValue(noise(1), 2 ** -25, 1 - 2 ** -24);
  const standard = tf.sub(tf.log(u), tf.log1p(tf.neg(u)));
  const spread = tf.mul(value(tf.exp(logScales)), standard);
  const rounding = tf.mul(tf.sub(noise(2), 0.5), column.step);
  const z = tf.addN([value(means), spread, rounding, ...(offset ? [offset] : [])]);
  const number: tf.Tensor2D = tf.add(tf.mul(z, column.scale), column.center);
  return column.hasMissing ? tf.where(tf.less(code, 0), number, Number.NaN) : number;
}

/** A one at the slot that a uniform falls on. Shape [members, rows, slots]. */
function pickSlot(logWeights: tf.Tensor3D, u: tf.Tensor2D): tf.Tensor3D {
  const [members, rows, slots] = logWeights.shape;
  if (slots === 1) return tf.onesLike(logWeights);
  const starts = tf.cumsum(tf.exp(logWeights), 2, true);
  const reached = tf.cast(tf.greaterEqual(tf.expandDims(u, 2), starts), "float32");
  const next = tf.concat(
    [tf.slice(reached, [0, 0, 1], [members, rows, slots - 1]), tf.zeros([members, rows, 1])],
    2,
  );
  return tf.sub(reached, next) as tf.Tensor3D;
}

/** The code of a category, NaN for its missing value; −1 for a number, 0 for a missing number. */
function codeOf(
  picked: tf.Tensor3D,
  { column, slots }: { readonly column: MixedColumn; readonly slots: Slots },
): tf.Tensor2D {
  const states = slots.slots - slots.components;
  const [members, rows] = picked.shape;
  if (states === 0) return tf.fill([members, rows], -1);
  const own = tf.slice(picked, [0, 0, slots.components], [members, rows, states]);
  const code: tf.Tensor2D = tf.sub(tf.sum(tf.mul(own, tf.range(1, states + 1)), 2), 1);
  if (column.kind === "number" || !column.hasMissing) return code;
  return tf.where(tf.less(code, column.levels), code, Number.NaN);
}
