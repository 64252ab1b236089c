import { key, normal, type Proposal } from "@ebm/core";
import type { MatrixLike } from "@ebm/core/matrix";
import * as tf from "@tensorflow/tfjs-core";
import { gaussianMixture } from "../src/proposals/gaussian-mixture.js";

/** Points of two separate components in two dimensions. */
export const truth: Proposal = gaussianMixture({
  logWeights: [Math.log(0.25), Math.log(0.75)],
  means: [
    [-3, 0],
    [2, 1],
  ],
  factors: [
    [
      [0.5, 0],
      [0.3, 0.4],
    ],
    [
      [1, 0],
      [-0.5, 1],
    ],
  ],
  whiteners: [
    [
      [2, 0],
      [-1.5, 2.5],
    ],
    [
      [1, 0],
      [0.5, 1],
    ],
  ],
});

export function drawn({ noiseDim, dim, sample }: Proposal, rows: number, seed: number): MatrixLike {
  const y = sample(tf.tensor2d(normal(key(seed), rows * noiseDim), [rows, noiseDim]));
  return { data: y.dataSync(), shape: [rows, dim] };
}

export function meanLogProb({ logProb }: Proposal, { data, shape }: MatrixLike): number {
  const values = logProb(tf.tensor2d(Float32Array.from(data), [...shape])).dataSync<"float32">();
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}

export const points: MatrixLike = drawn(truth, 3000, 1);
