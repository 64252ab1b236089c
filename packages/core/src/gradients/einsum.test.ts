import { generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { einsum } from "./einsum.js";

const matrix = generic([2, 3]);
const other = generic([3, 2], { seed: 1 });

describeGradients([einsum], {
  Einsum: (
    [
      ["ij,jk->ik", matrix, other],
      ["ij,jk->ki", matrix, other],
      ["ij,jk->i", matrix, other],
      ["ij,ji->", matrix, other],
      ["bij,bjk->ik", generic([2, 2, 3]), generic([2, 3, 2], { seed: 1 })],
      ["ij,j->ij", matrix, generic([3], { seed: 1 })],
    ] as const
  )
    .map(([equation, a, b]): [(...xs: tf.Tensor[]) => tf.Tensor, tf.Tensor[]] => [
      (a, b) => tf.sin(tf.einsum(equation, a, b)),
      [a, b],
    ])
    .concat(
      ["ij->ji", "ij->i", "ij->"].map((equation) => [
        (x) => tf.sin(tf.einsum(equation, x)),
        [matrix],
      ]),
    ),
});
