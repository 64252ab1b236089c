import { checkShapes, EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { logFactorial } from "../log-factorial.js";
import { exactLogPermanent, logPermanent } from "../matchings/log-permanent.js";
import { takeRowScores, takeScores } from "../scores.js";
import { column, equals, indicators, pick } from "../selection.js";
import type { RankingStructure } from "../structure.js";
import { rankingMembers } from "./ranking-members.js";
import { rankingReach } from "./ranking-reach.js";
import { rankMatrices, ranksOf } from "./ranks.js";

interface TopRankings {
  /** Number of labels. */
  readonly size: number;
  /** Number of labels that have a rank. */
  readonly top: number;
  /** The weights w of the ranks. */
  readonly weights: readonly number[];
}

/** Rankings of the best `top` labels: y[label] = w[rank(label)], and 0 for the others. */
export function topRankings(name: string, { size, top, weights }: TopRankings): RankingStructure {
  checkWeights(name, { size, top, weights });

  const weigh = (ofRank: tf.Tensor3D): tf.Tensor2D =>
    tf.sum(tf.mul(ofRank, tf.tensor1d([...weights])), 2);

  const decode = (y: ArrayLike<number>): number[] => {
    const list = Array.from(y);
    const before = (a: number, i: number): number =>
      list.filter((b, j) => b > a || (b === a && j < i)).length;
    return list.map((a, i) => Math.min(before(a, i), top));
  };

  const reach = rankingReach(name, { labels: size, top });
  return {
    name,
    dim: size,
    logSize: logFactorial(size) - logFactorial(size - top),
    noiseDim: size,
    proposalNoiseDim: 2,
    isExact: reach.isExact,
    argmaxOn: "tensors",
    ...rankingMembers(name, {
      size,
      top,
      encode: (ranks) => ranks.map((rank) => weights[rank] ?? 0),
      decode,
    }),

    argmax(scores) {
      const theta = takeScores(`${name}.argmax`, scores, size);
      return weigh(rankMatrices(theta, top));
    },

    // the order of independent uniforms is a uniform order
    sample(uniforms) {
      checkShapes(`${name}.sample`, { uniforms: [uniforms, `draws ${size}`] });
      return weigh(rankMatrices(uniforms, top));
    },

    propose({ y, uniforms }) {
      checkShapes(`${name}.propose`, { y: [y, `draws ${size}`], uniforms: [uniforms, "draws 2"] });
      const moves = Math.min(top, size - 1);
      if (moves === 0) return y;
      const rank = tf.minimum(ranksOf(y), top);
      const upper = tf.floor(tf.mul(column(uniforms, 0), moves));
      const falls = equals(rank, upper);
      // any unranked label may enter
      const rises = pick(equals(rank, tf.add(upper, 1)), column(uniforms, 1));
      const moved = tf.sub(tf.add(rank, falls), rises);
      return weigh(indicators(moved, top));
    },

    logPartition(scores) {
      reach.check("logPartition", "tensors");
      const theta = takeScores(`${name}.logPartition`, scores, size);
      const byRank = tf.tensor2d([...weights], [top, 1]);
      return logPermanent(tf.mul(byRank, tf.expandDims(theta, 1)));
    },

    exactLogPartition(scores) {
      reach.check("exactLogPartition", "host");
      const theta = takeRowScores(`${name}.exactLogPartition`, scores, size);
      const byRank = weights.flatMap((w) => Array.from(theta, (s) => w * s));
      return exactLogPermanent(byRank, { rows: top, columns: size });
    },
  };
}

function checkWeights(where: string, { size, top, weights }: TopRankings): void {
  // labels without a rank weigh 0
  const floor = top < size ? 0 : -Infinity;
  const decreasing = weights.every(
    (w, i) => Number.isFinite(w) && w > floor && (i === 0 || w < weights[i - 1]!),
  );
  if (weights.length === top && decreasing) return;
  throw new EbmError(
    `${where}: \`weights\` has [${weights.join(", ")}], expected ${top} strictly decreasing numbers${top < size ? " above 0" : ""}.`,
  );
}
