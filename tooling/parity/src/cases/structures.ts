import {
  assignments,
  bipartiteMatchings,
  boundedSubsets,
  chains,
  hypercube,
  kSubsets,
  oneHot,
  partialRankings,
  permutations,
  type Structure,
  spanningTrees,
} from "@ebm/structures";
import type * as tf from "@tensorflow/tfjs-core";
import { type Case, exact, smooth } from "./case.js";
import { drawsOf } from "./draws-of.js";

const { normals, uniforms } = drawsOf(8);

export const structures: readonly Structure[] = [
  hypercube(5),
  oneHot(4),
  kSubsets(6, 3),
  boundedSubsets(5, { least: 1, most: 3 }),
  permutations(4),
  permutations(1),
  permutations(9),
  partialRankings(5, 2),
  assignments(3),
  bipartiteMatchings(3, 4),
  chains(4, 3),
  spanningTrees(5),
  kSubsets(4, 0),
  chains(1, 3),
  spanningTrees(2),
];

export const structureCases: readonly Case[] = structures.flatMap(
  ({ name, dim, noiseDim, proposalNoiseDim, argmaxOn, argmax, sample, propose, logPartition }) => [
    exact<{ u: tf.Tensor2D }>(`${name}.sample`, ({ u }) => sample(u), {
      u: uniforms(4, noiseDim),
    }),
    exact<{ u: tf.Tensor2D; v: tf.Tensor2D }>(
      `${name}.propose`,
      ({ u, v }) => propose({ y: sample(u), uniforms: v }),
      { u: uniforms(4, noiseDim), v: uniforms(4, proposalNoiseDim) },
    ),
    ...(argmaxOn === "host"
      ? []
      : [
          exact<{ x: tf.Tensor2D }>(`${name}.argmax`, ({ x }) => argmax(x), {
            x: normals(4, dim),
          }),
        ]),
    smooth<{ x: tf.Tensor2D }>(`${name}.logPartition`, ({ x }) => logPartition(x), {
      x: normals(4, dim),
    }),
  ],
);
