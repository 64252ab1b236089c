import { checkShapes } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { ConditionalProposal, Proposal } from "./proposal.js";

/** The same density at every input: q(y|x) = q(y). */
export function sharedProposal({ dim, noiseDim, ...q }: Proposal): ConditionalProposal {
  return {
    dim,
    noiseDim,

    sample(normals) {
      const { batch, samples } = checkShapes("sharedProposal.sample", {
        normals: [normals, `batch samples ${noiseDim}`],
      });
      const draws = q.sample(tf.reshape(normals, [batch * samples, noiseDim]));
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
