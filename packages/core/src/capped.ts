import * as tf from "@tensorflow/tfjs-core";
import { EbmError } from "./errors.js";
import type { FDivergence } from "./f-divergences.js";
import { finiteExp } from "./finite-exp.js";

/**
 * Replaces f* above v = `cap` by its tangent at the cap, so that it neither overflows nor meets a
 * barrier:
 *
 *   f*(min(v, cap)) + ω(cap)·max(v − cap, 0).
 *
 * It allows no ratio p/q above ω(cap). That must be at least 1, or no p could sum to 1. Under a
 * uniform q no model has a ratio above |Y|: see `cappedForSize`.
 */
export function capped(divergence: FDivergence, cap: number): FDivergence {
  const { conjugate, logRatio, ratio, generator } = divergence;
  const name = `capped(${divergence.name}, ${cap})`;
  const slope = ratio(cap);
  if (!(slope >= 1 && slope < Infinity)) {
    throw new EbmError(
      `${name}: \`cap\` has ω(cap) = ${slope}, expected it finite, and 1 or more.`,
    );
  }
  return {
    name,
    conjugate(v, logWeights) {
      const tangent = tf.mul(slope, tf.relu(tf.sub(v, cap)));
      return tf.add(
        conjugate(tf.minimum(v, cap), logWeights),
        logWeights ? tf.mul(finiteExp(logWeights, { factor: slope }), tangent) : tangent,
      );
    },
    logRatio: (v) => logRatio(tf.minimum(v, cap)),
    ratio: (v) => ratio(Math.min(v, cap)),
    generator: (u) => (u <= slope ? generator(u) : Infinity),
  };
}
