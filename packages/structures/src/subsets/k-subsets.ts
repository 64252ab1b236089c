import { checkShapes } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import * as tf from "@tensorflow/tfjs-core";
import { logBinomial } from "../log-factorial.js";
import { members } from "../members.js";
import { ranksOf } from "../rankings/ranks.js";
import { takeRowScores, takeScores } from "../scores.js";
import { column, pick } from "../selection.js";
import type { Structure } from "../structure.js";
import { exactLogElementarySymmetric, logElementarySymmetric } from "./log-elementary-symmetric.js";
import { subsetObjects } from "./subset-objects.js";

/**
 * The subsets of k among n items, as 0/1 vectors with k ones. Among items with equal scores, the first
 * are chosen. An elementary move exchanges an item for another.
 */
export function kSubsets(n: number, k: number): Structure<readonly number[]> {
  const name = `kSubsets(${n}, ${k})`;
  checkCount(name, { n });
  checkCount(name, { k }, { least: 0, most: n });
  const largest = (keys: tf.Tensor2D): tf.Tensor2D => tf.step(tf.sub(k - 0.5, ranksOf(keys)));
  return {
    name,
    dim: n,
    logSize: logBinomial(n, k),
    noiseDim: n,
    proposalNoiseDim: 2,
    isExact: true,
    argmaxOn: "tensors",
    ...members(name, subsetObjects(name, { size: n, least: k, most: k })),

    argmax(scores) {
      const theta = takeScores(`${name}.argmax`, scores, n);
      return largest(theta);
    },

    // the k largest of n independent uniforms are a uniform subset
    sample(uniforms) {
      checkShapes(`${name}.sample`, { uniforms: [uniforms, `draws ${n}`] });
      return largest(uniforms);
    },

    propose({ y, uniforms }) {
      checkShapes(`${name}.propose`, { y: [y, `draws ${n}`], uniforms: [uniforms, "draws 2"] });
      if (k === 0 || k === n) return y;
      const left = pick(y, column(uniforms, 0));
      const joined = pick(tf.sub(1, y), column(uniforms, 1));
      return tf.add(tf.sub(y, left), joined);
    },

    logPartition(scores) {
      const theta = takeScores(`${name}.logPartition`, scores, n);
      return tf.squeeze(column(logElementarySymmetric(theta, k), k), [1]);
    },

    exactLogPartition(scores) {
      const theta = takeRowScores(`${name}.exactLogPartition`, scores, n);
      return exactLogElementarySymmetric(theta, k)[k]!;
    },
  };
}
