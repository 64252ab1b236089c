import { checkShapes, EbmError } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { checkSize } from "./check-size.js";
import { logPermanent, reachesLogPermanent } from "./log-permanent.js";
import { rankMatrices } from "./rank-matrices.js";
import { checkRanks, logFactorial, rankings } from "./rankings.js";
import type { RankingStructure } from "./structure.js";

export interface PermutationsOptions {
  /** w, the weight of each rank, the best first; strictly decreasing. */
  readonly weights?: readonly number[];
}

/**
 * The rankings of `size` labels as the vertices of a permutahedron: the coordinate of a label
 * is the weight of its rank, y[label] = w[rank(label)], largest for the best.
 *
 * By default the weights run evenly from 1 down to −1. To centre them changes no model, since
 * it adds to all ⟨θ, y⟩ alike; to bound them keeps energies of one scale for every `size`.
 */
export function permutations(
  size: number,
  { weights = evenWeights(size) }: PermutationsOptions = {},
): RankingStructure {
  const name = `permutations(${size})`;
  checkSize(name, size);
  checkWeights(name, size, weights);

  const sort = (keys: tf.Tensor2D): tf.Tensor2D =>
    tf.sum(tf.mul(rankMatrices(keys), tf.tensor1d([...weights])), 2);

  const encode = (ranks: ArrayLike<number>): number[] => {
    checkRanks(`${name}.encode`, size, ranks);
    return Array.from(ranks, (rank) => weights[rank]!);
  };

  return {
    name,
    dim: size,
    noiseDim: size,
    logSize: logFactorial(size),
    encode,

    argmax(scores) {
      checkShapes(`${name}.argmax`, { scores: [scores, `batch ${size}`] });
      return sort(scores);
    },

    // the order of independent uniforms is a uniform order
    sample(uniforms) {
      checkShapes(`${name}.sample`, { uniforms: [uniforms, `draws ${size}`] });
      return sort(uniforms);
    },

    ...(reachesLogPermanent(size) && {
      logPartition(scores: tf.Tensor2D): tf.Tensor1D {
        checkShapes(`${name}.logPartition`, { scores: [scores, `batch ${size}`] });
        const byRank = tf.tensor2d([...weights], [size, 1]);
        return logPermanent(tf.mul(byRank, tf.expandDims(scores, 1)));
      },
    }),

    decode: (y) =>
      Array.from(y, (a, i) => Array.from(y).filter((b, j) => b > a || (b === a && j < i)).length),

    *enumerate() {
      for (const ranks of rankings(size)) yield encode(ranks);
    },
  };
}

function evenWeights(size: number): number[] {
  if (size === 1) return [0];
  return Array.from({ length: size }, (_, rank) => 1 - (2 * rank) / (size - 1));
}

function checkWeights(where: string, size: number, weights: readonly number[]): void {
  const decreasing = weights.every(
    (w, i) => Number.isFinite(w) && (i === 0 || w < weights[i - 1]!),
  );
  if (weights.length === size && decreasing) return;
  throw new EbmError(
    `${where}: \`weights\` has [${weights.join(", ")}], expected ${size} strictly decreasing numbers.`,
  );
}
