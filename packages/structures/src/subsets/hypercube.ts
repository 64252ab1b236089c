import { checkShapes } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { members, type Order } from "../members.js";
import { takeRowScores, takeScores } from "../scores.js";
import { pick } from "../selection.js";
import type { Structure } from "../structure.js";
import { subsetCode } from "./subset-objects.js";

/**
 * The subsets of `size` items, as 0/1 vectors. An item that scores 0 is left out. An elementary move
 * flips one entry. Bit i of the index of a member is its entry i.
 */
export function hypercube(size: number): Structure<readonly number[]> {
  const name = `hypercube(${size})`;
  checkCount(name, { size });
  return {
    name,
    dim: size,
    logSize: size * Math.LN2,
    noiseDim: size,
    proposalNoiseDim: 1,
    isExact: true,
    argmaxOn: "tensors",
    ...members(name, {
      ...subsetCode(name, { size, least: 0, most: size }),
      order: binaryOrder(size),
      neighborsOf: (items) => flips(items, size),
    }),

    argmax(scores) {
      const theta = takeScores(`${name}.argmax`, scores, size);
      return tf.step(theta);
    },

    sample(uniforms) {
      checkShapes(`${name}.sample`, { uniforms: [uniforms, `draws ${size}`] });
      return tf.cast(tf.less<tf.Tensor2D>(uniforms, 0.5), "float32");
    },

    propose({ y, uniforms }) {
      checkShapes(`${name}.propose`, { y: [y, `draws ${size}`], uniforms: [uniforms, "draws 1"] });
      return tf.abs(tf.sub(y, pick(tf.ones([1, size]), uniforms)));
    },

    // Σ over y of Πᵢ exp(θᵢyᵢ) = Πᵢ (1 + exp θᵢ)
    logPartition(scores) {
      const theta = takeScores(`${name}.logPartition`, scores, size);
      return tf.sum(tf.softplus(theta), 1);
    },

    exactLogPartition(scores) {
      const theta = takeRowScores(`${name}.exactLogPartition`, scores, size);
      const terms = Array.from(theta, (s) => Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s))));
      return terms.reduce((sum, term) => sum + term, 0);
    },
  };
}

/** Orders 0/1 vectors by the number whose bit i is item i. */
function binaryOrder(size: number): Order<readonly number[]> {
  const bit = (item: number): bigint => 1n << BigInt(item);
  const items = Array.from({ length: size }, (_, item) => item);
  return {
    size: () => 1n << BigInt(size),
    indexOf: (subset) => subset.reduce((index, item) => index | bit(item), 0n),
    objectAt: (index) => items.filter((item) => index & bit(item)),
  };
}

function* flips(items: readonly number[], size: number): Generator<number[]> {
  for (let item = 0; item < size; item++) {
    const rest = items.filter((other) => other !== item);
    yield rest.length < items.length ? rest : [...items, item];
  }
}
