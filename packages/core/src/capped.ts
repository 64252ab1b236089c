import * as tf from "@tensorflow/tfjs-core";
import { EbmError } from "./errors.js";
import type { FDivergence } from "./f-divergences.js";

/**
 * The same divergence with f* continued above v = `cap` by its tangent there, which no
 * exponent overflows and no barrier ends:
 *
 *   f*(min(v, cap)) + ω(cap)·max(v − cap, 0).
 *
 * It allows no ratio p/q above ω(cap). Under a uniform q no model has one above |Y|: see
 * `cappedForSize`.
 */
export function capped(divergence: FDivergence, cap: number): FDivergence {
  const { conjugate, logRatio, ratio, generator } = divergence;
  const name = `capped(${divergence.name}, ${cap})`;
  const slope = ratio(cap);
  if (!(slope > 0 && slope < Infinity)) {
    throw new EbmError(`${name}: \`cap\` has ω(cap) = ${slope}, expected it positive and finite.`);
  }
  return {
    name,
    conjugate(v, logWeights) {
      const tangent = tf.mul(slope, tf.relu(tf.sub(v, cap)));
      return tf.add(
        conjugate(tf.minimum(v, cap), logWeights),
        logWeights ? tf.mul(tf.exp(logWeights), tangent) : tangent,
      );
    },
    logRatio: (v) => logRatio(tf.minimum(v, cap)),
    ratio: (v) => ratio(Math.min(v, cap)),
    generator: (u) => (u <= slope ? generator(u) : Infinity),
  };
}
