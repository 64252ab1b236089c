import { type Changes, EbmError, type NeighborEnergy, takeAlong } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** The field on each spin, f(s) = b + 2Js, for a symmetric J with zero diagonal. */
export interface Fields {
  readonly name: string;
  /** Computes f(s). [batch, dim] → [batch, dim]. */
  fields(spins: tf.Tensor2D): tf.Tensor2D;
  /** The biases b. Shape [dim], or [] if all spins share one. */
  readonly biases: tf.Tensor;
}

/**
 * The energy E(x) = −⟨s, J s⟩ − ⟨b, s⟩ = −½⟨s, f(s) + b⟩ of bits x, where s = 2x − 1. It is linear in
 * each spin, so one evaluation of f gives the log-ratios of all flips: D = −2s·f.
 */
export function spinEnergy({ name, fields, biases }: Fields): NeighborEnergy {
  const spinsOf = (x: tf.Tensor2D): tf.Tensor2D => tf.sub(tf.mul(2, x), 1);
  return {
    energy(x) {
      const spins = spinsOf(x);
      return tf.mul(-0.5, tf.sum<tf.Tensor1D>(tf.mul(spins, tf.add(fields(spins), biases)), 1));
    },
    // s′ − s = 2δ, and E(s) − E(s′) = (s′ − s)·f
    logRatios(x, { columns, deltas }) {
      checkWidth(name, { deltas });
      const ofAll = fields(spinsOf(x));
      const steps = tf.mul<tf.Tensor2D>(2, tf.squeeze(deltas, [2]));
      return tf.mul(steps, columns ? takeAlong(ofAll, tf.squeeze(columns, [2])) : ofAll);
    },
  };
}

function checkWidth(name: string, { deltas }: Changes): void {
  if (deltas.shape[2] === 1) return;
  throw new EbmError(
    `${name}: \`deltas\` changes ${deltas.shape[2]} entries at a time, expected one: a flip of a bit.`,
  );
}
