import { type ConditionalProposal, checkShapes, type Proposal } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";

/** Makes a conditional proposal with the same density for every input: q(y|x) = q(y). */
export function sharedProposal({ dim, noise, noiseDim, ...q }: Proposal): ConditionalProposal {
  return {
    dim,
    noise,
    noiseDim,

    sample(values) {
      const { batch, samples } = checkShapes("sharedProposal.sample", {
        noise: [values, `batch samples ${noiseDim}`],
      });
      const draws = q.sample(tf.reshape(values, [batch * samples, noiseDim]));
      return tf.reshape(draws, [batch, samples, dim]);
    },

    logProb(y) {
      const { batch, samples } = checkShapes("sharedProposal.logProb", {
        y: [y, `batch samples ${dim}`],
      });
      return tf.reshape(q.logProb(tf.reshape(y, [batch * samples, dim])), [batch, samples]);
    },
  };
}
