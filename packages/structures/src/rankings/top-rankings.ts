import { checkShapes, EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { checkScores } from "../check-scores.js";
import { column } from "../column.js";
import { equals } from "../equals.js";
import { indicators } from "../indicators.js";
import { logFactorial } from "../log-factorial.js";
import { exactLogPermanent, reachesExactLogPermanent } from "../matchings/exact-log-permanent.js";
import { logPermanent, reachesLogPermanent } from "../matchings/log-permanent.js";
import { members } from "../members.js";
import { pick } from "../pick.js";
import type { RankingStructure } from "../structure.js";
import { rankMatrices } from "./rank-matrices.js";
import { rankingNeighbors } from "./ranking-neighbors.js";
import { checkRanks, rankingOrder } from "./ranking-order.js";
import { ranksOf } from "./ranks.js";

interface TopRankings {
  /** How many labels there are. */
  readonly size: number;
  /** How many of them have a rank. */
  readonly top: number;
  /** w, the weight of each rank. */
  readonly weights: readonly number[];
}

/** Rankings of the best so many labels: y[label] = w[rank(label)], and 0 for all others. */
export function topRankings(name: string, { size, top, weights }: TopRankings): RankingStructure {
  checkWeights(name, { size, top, weights });

  const weigh = (ofRank: tf.Tensor3D): tf.Tensor2D =>
    tf.sum(tf.mul(ofRank, tf.tensor1d([...weights])), 2);

  const encode = (ranks: ArrayLike<number>): number[] => {
    checkRanks(`${name}.encode`, ranks, { size, top });
    return Array.from(ranks, (rank) => weights[rank] ?? 0);
  };

  const decode = (y: ArrayLike<number>): number[] => {
    const list = Array.from(y);
    const before = (a: number, i: number): number =>
      list.filter((b, j) => b > a || (b === a && j < i)).length;
    return list.map((a, i) => Math.min(before(a, i), top));
  };

  return {
    name,
    dim: size,
    logSize: logFactorial(size) - logFactorial(size - top),
    noiseDim: size,
    proposalNoiseDim: 2,
    ...members(name, {
      encode,
      decode,
      order: rankingOrder(size, top),
      neighborsOf: rankingNeighbors,
    }),
    encode,
    decode,

    argmax(scores) {
      checkShapes(`${name}.argmax`, { scores: [scores, `batch ${size}`] });
      return weigh(rankMatrices(scores, top));
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
      // of the labels that have no rank, any one may rise
      const rises = pick(equals(rank, tf.add(upper, 1)), column(uniforms, 1));
      const moved = tf.sub(tf.add(rank, falls), rises);
      return weigh(indicators(moved, top));
    },

    ...(reachesLogPermanent(top, size) && {
      logPartition(scores: tf.Tensor2D): tf.Tensor1D {
        checkShapes(`${name}.logPartition`, { scores: [scores, `batch ${size}`] });
        const byRank = tf.tensor2d([...weights], [top, 1]);
        return logPermanent(tf.mul(byRank, tf.expandDims(scores, 1)));
      },
    }),

    ...(reachesExactLogPermanent(top, size) && {
      exactLogPartition(scores: ArrayLike<number>): number {
        checkScores(`${name}.exactLogPartition`, scores, size);
        const byRank = weights.flatMap((w) => Array.from(scores, (s) => w * s));
        return exactLogPermanent(byRank, { rows: top, columns: size });
      },
    }),
  };
}

function checkWeights(where: string, { size, top, weights }: TopRankings): void {
  // labels that have no rank weigh 0
  const floor = top < size ? 0 : -Infinity;
  const decreasing = weights.every(
    (w, i) => Number.isFinite(w) && w > floor && (i === 0 || w < weights[i - 1]!),
  );
  if (weights.length === top && decreasing) return;
  throw new EbmError(
    `${where}: \`weights\` has [${weights.join(", ")}], expected ${top} strictly decreasing numbers${top < size ? " above 0" : ""}.`,
  );
}
