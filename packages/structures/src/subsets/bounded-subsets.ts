import { checkShapes, EbmError } from "@ebm/core";
import { checkCount } from "@ebm/core/check";
import { logSumExp } from "@ebm/core/float64";
import * as tf from "@tensorflow/tfjs-core";
import { logBinomial } from "../log-factorial.js";
import { members } from "../members.js";
import { ranksOf } from "../rankings/ranks.js";
import { takeRowScores, takeScores } from "../scores.js";
import { column, pick, pickIndex } from "../selection.js";
import type { Structure } from "../structure.js";
import { exactLogElementarySymmetric, logElementarySymmetric } from "./log-elementary-symmetric.js";
import { subsetObjects } from "./subset-objects.js";

export interface BoundedSubsetsOptions {
  /** The smallest size of a subset. Default: 0. */
  readonly least?: number;
  /** The largest size of a subset. Default: `size`. */
  readonly most?: number;
}

/**
 * The subsets of `least` to `most` among `size` items, as 0/1 vectors: label sets of bounded
 * size. An item that scores 0 is left out, unless it is needed. An elementary move flips one
 * entry, or exchanges an item for another. Members are ordered as in `hypercube`.
 */
export function boundedSubsets(
  size: number,
  { least = 0, most = size }: BoundedSubsetsOptions = {},
): Structure<readonly number[]> {
  const name = `boundedSubsets(${size}, ${least} to ${most})`;
  checkCount(name, { size });
  checkBounds(name, { size, least, most });
  const counts = Array.from({ length: most - least + 1 }, (_, i) => least + i);
  const logWeights = counts.map((count) => logBinomial(size, count));
  return {
    name,
    dim: size,
    logSize: logSumExp(logWeights),
    noiseDim: size + 1,
    proposalNoiseDim: 3,
    isExact: true,
    argmaxOn: "tensors",
    ...members(name, subsetObjects(name, { size, least, most })),

    argmax(scores) {
      const theta = takeScores(`${name}.argmax`, scores, size);
      const rank = ranksOf(theta);
      const [needed, allowed] = [tf.sub(least - 0.5, rank), tf.sub(most - 0.5, rank)];
      return tf.maximum(tf.step(needed), tf.mul(tf.step(allowed), tf.step(theta)));
    },

    // samples a size, then takes that many items in random order
    sample(uniforms) {
      checkShapes(`${name}.sample`, { uniforms: [uniforms, `draws ${size + 1}`] });
      const count = tf.add(pickIndex(logWeights, column(uniforms, 0)), least - 0.5);
      return tf.step(tf.sub(count, ranksOf(tf.slice(uniforms, [0, 1], [-1, size]))));
    },

    propose({ y, uniforms }) {
      checkShapes(`${name}.propose`, { y: [y, `draws ${size}`], uniforms: [uniforms, "draws 3"] });
      const flip = pick(tf.ones([1, size]), column(uniforms, 1));
      const flipped = tf.abs(tf.sub(y, flip));
      const count = tf.sum(flipped, 1, true);
      const mayFlip = tf.mul(
        tf.step(tf.sub(count, least - 0.5)),
        tf.step(tf.sub(most + 0.5, count)),
      );

      const left = pick(y, column(uniforms, 1));
      const joined = pick(tf.sub(1, y), column(uniforms, 2));
      const mayExchange = tf.mul(tf.sum(left, 1, true), tf.sum(joined, 1, true));

      const isFlip = tf.step(tf.sub(0.5, column(uniforms, 0)));
      const change = tf.add(
        tf.mul(tf.mul(isFlip, mayFlip), tf.sub(flipped, y)),
        tf.mul(tf.mul(tf.sub(1, isFlip), mayExchange), tf.sub(joined, left)),
      );
      return tf.add(y, change);
    },

    logPartition(scores) {
      const theta = takeScores(`${name}.logPartition`, scores, size);
      const logE = logElementarySymmetric(theta, most);
      return tf.logSumExp(tf.slice(logE, [0, least], [-1, counts.length]), 1);
    },

    exactLogPartition(scores) {
      const theta = takeRowScores(`${name}.exactLogPartition`, scores, size);
      return logSumExp(exactLogElementarySymmetric(theta, most).subarray(least));
    },
  };
}

function checkBounds(
  where: string,
  { size, least, most }: { readonly size: number; readonly least: number; readonly most: number },
): void {
  const whole = Number.isInteger(least) && Number.isInteger(most);
  if (whole && 0 <= least && least <= most && most <= size) return;
  throw new EbmError(
    `${where}: \`least\` is ${least} and \`most\` is ${most}, expected integers 0 ≤ least ≤ most ≤ ${size}.`,
  );
}
