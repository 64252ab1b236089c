import { checkShapes, EbmError } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import { logSumExp } from "@ebm/core/float64";
import * as tf from "@tensorflow/tfjs-core";
import { members, type Order } from "../members.js";
import { takeRowScores, takeScores } from "../scores.js";
import { indexOfLargest, indicators, pick } from "../selection.js";
import type { Structure } from "../structure.js";

/**
 * The `size` classes, as one-hot vectors. Their model is a softmax. An elementary move leads to
 * any other class.
 */
export function oneHot(size: number): Structure<number> {
  const name = `oneHot(${size})`;
  checkCount(name, { size });

  const code: Pick<Structure<number>, "encode" | "decode"> = {
    encode(label) {
      const y = Array.from({ length: size }, (_, i) => (i === label ? 1 : 0));
      if (y.includes(1)) return y;
      throw new EbmError(`${name}.encode: \`label\` is ${label}, expected 0 to ${size - 1}.`);
    },
    decode: indexOfLargest,
  };

  const order: Order<number> = { size: () => BigInt(size), indexOf: BigInt, objectAt: Number };

  return {
    name,
    dim: size,
    logSize: Math.log(size),
    noiseDim: 1,
    proposalNoiseDim: 1,
    isExact: true,
    argmaxOn: "tensors",
    ...members(name, { ...code, order, neighborsOf: (label) => others(label, size) }),

    argmax(scores) {
      const theta = takeScores(`${name}.argmax`, scores, size);
      return indicators(tf.argMax(theta, 1), size);
    },

    sample(uniforms) {
      checkShapes(`${name}.sample`, { uniforms: [uniforms, "draws 1"] });
      return pick(tf.ones([1, size]), uniforms);
    },

    propose({ y, uniforms }) {
      checkShapes(`${name}.propose`, { y: [y, `draws ${size}`], uniforms: [uniforms, "draws 1"] });
      return size === 1 ? y : pick(tf.sub(1, y), uniforms);
    },

    logPartition(scores) {
      const theta = takeScores(`${name}.logPartition`, scores, size);
      return tf.logSumExp(theta, 1);
    },

    exactLogPartition(scores) {
      const theta = takeRowScores(`${name}.exactLogPartition`, scores, size);
      return logSumExp(theta);
    },
  };
}

function others(label: number, size: number): number[] {
  return Array.from({ length: size }, (_, other) => other).filter((other) => other !== label);
}
