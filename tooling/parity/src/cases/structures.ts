import { assignments, hypercube, permutations } from "@ebm/structures";
import type * as tf from "@tensorflow/tfjs-core";
import { type Case, exact, normals, smooth, uniforms } from "./case.js";

const structures = [
  hypercube(5),
  permutations(4),
  permutations(1),
  permutations(9),
  assignments(3),
];

/** Those whose argmax is a solver on the host, which nothing compiles. */
const onHost = ["assignments(3)"];

export const structureCases: readonly Case[] = structures.flatMap(
  ({ name, dim, noiseDim, argmax, sample, logPartition }) => [
    exact<{ u: tf.Tensor2D }>(`${name}.sample`, ({ u }) => sample(u), {
      u: uniforms(4, noiseDim),
    }),
    ...(onHost.includes(name)
      ? []
      : [
          exact<{ x: tf.Tensor2D }>(`${name}.argmax`, ({ x }) => argmax(x), {
            x: normals(4, dim),
          }),
        ]),
    smooth<{ x: tf.Tensor2D }>(`${name}.logPartition`, ({ x }) => logPartition!(x), {
      x: normals(4, dim),
    }),
  ],
);
