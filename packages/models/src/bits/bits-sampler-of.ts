import * as tf from "@tensorflow/tfjs-core";
import { bitsTiltEnergy } from "./bits-energy-of.js";
import { columnsOf } from "./bits-params.js";
import { type BitsModelParams, CANDIDATES } from "./bits-tilt.js";
import { sampleBitsOf } from "./sample-bits-of.js";

export interface BitsSampler {
  /** Number of uniforms for each sample. */
  readonly width: number;
  /** Returns samples, one for each row of uniforms on [0, 1). Shape [batch, width] → [batch, dim]. */
  readonly sample: (uniforms: tf.Tensor2D) => tf.Tensor2D;
}

/**
 * Returns the sampler of a fitted model as a function of tensors that compiles and exports. Samples of
 * a base are exact. With an energy f, each is chosen among 32 samples of the base in proportion to
 * exp(−f), which is nearly exact; the last uniform of each of these decides between them.
 */
export function bitsSamplerOf({ base, tilt }: BitsModelParams): BitsSampler {
  const sampleBase = sampleBitsOf(base);
  const columns = columnsOf(base);
  const { dim } = columns;
  if (!tilt) return { width: dim + 2, sample: sampleBase };
  const width = dim + 3;
  return {
    width: CANDIDATES * width,
    sample(uniforms) {
      const batch = uniforms.shape[0];
      const all = tf.reshape(uniforms, [batch * CANDIDATES, width]) as tf.Tensor2D;
      const candidates = sampleBase(tf.slice(all, [0, 0], [-1, dim + 2]));
      const noise = tf.reshape(tf.slice(all, [0, dim + 2], [-1, 1]), [batch * CANDIDATES]);
      // the largest of −f plus Gumbel noise; a uniform of 0 loses
      const gumbel = tf.neg(tf.log(tf.neg(tf.log(tf.maximum(noise, 1e-30)))));
      const scores = tf.reshape(tf.sub(gumbel, bitsTiltEnergy(tilt, candidates, columns)), [
        batch,
        CANDIDATES,
      ]);
      const chosen = tf.expandDims(tf.argMax(scores, 1), 1);
      const isChosen = tf.cast(tf.equal(chosen, tf.range(0, CANDIDATES, 1, "int32")), "float32");
      const among = tf.reshape(candidates, [batch, CANDIDATES, dim]);
      return tf.sum(tf.mul(among, tf.expandDims(isChosen, 2)), 1);
    },
  };
}
