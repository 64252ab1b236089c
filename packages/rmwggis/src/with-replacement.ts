import { checkShapes, logSoftmax } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import { drawByMass } from "./draw-by-mass.js";
import type { NeighborSampler } from "./neighbor-sampler.js";

/** Samples independently from the softmax n of the logits, with weights 1/(samples·n). */
export function withReplacement(samples: number): NeighborSampler {
  checkCount("withReplacement", { samples });
  return {
    name: `withReplacement(${samples})`,
    samples,
    noiseDim: () => samples,
    draw({ logits, uniforms }) {
      checkShapes(`withReplacement(${samples})`, {
        logits: [logits, "batch neighbors"],
        uniforms: [uniforms, `batch ${samples}`],
      });
      return drawByMass({ logMass: logSoftmax(logits), places: uniforms });
    },
  };
}
