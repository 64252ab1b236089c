import * as tf from "@tensorflow/tfjs-core";
import { type Case, floats, integers } from "./case.js";

const x = floats(4, 3);

export const linearCases: readonly Case[] = [
  ["matMul", ({ x, y }) => tf.matMul(x!, y!), { x, y: floats(3, 5) }],
  [
    "matMul, transposed",
    ({ x, y }) => [
      tf.matMul(x!, y!, true),
      tf.matMul(x!, x!, false, true),
      tf.matMul(y!, x!, true, false),
    ],
    { x, y: floats(4, 5) },
  ],
  [
    "matMul in batches",
    ({ x, y }) => [tf.matMul(x!, y!), tf.matMul(x!, x!, true), tf.matMul(y!, y!, false, true)],
    { x: floats(2, 4, 3), y: floats(2, 3, 5) },
  ],
  [
    "matMul, broadcast",
    ({ x, y }) => tf.matMul(x!, y!),
    { x: floats(2, 4, 3), y: floats(1, 3, 5) },
  ],
  [
    "dot and outer product",
    ({ x }) => [tf.dot(x!, x!), tf.outerProduct(x as tf.Tensor1D, x as tf.Tensor1D)],
    { x: floats(5) },
  ],
  ...(["linear", "relu", "sigmoid", "elu", "relu6", "leakyrelu"] as const).map(
    (activation): Case => [
      `fused.matMul, ${activation}`,
      ({ x, y, bias }) => tf.fused.matMul({ a: x!, b: y!, bias: bias!, activation }),
      { x, y: floats(3, 5), bias: floats(5) },
    ],
  ),
  ...["bij,bjk->ik", "bij,bjk->bki", "bij,bjk->", "bij,bjk->bik"].map(
    (equation): Case => [
      `einsum, ${equation}`,
      ({ x, y }) => tf.einsum(equation, x!, y!),
      { x: floats(2, 4, 3), y: floats(2, 3, 5) },
    ],
  ),
  ...["ijk->kji", "ijk->j", "ijk->"].map(
    (equation): Case => [
      `einsum, ${equation}`,
      ({ x }) => tf.einsum(equation, x!),
      { x: floats(2, 4, 3) },
    ],
  ),
  [
    "einsum of attention",
    ({ q, k }) => tf.einsum("bqhd,bkhd->bhqk", q!, k!),
    { q: floats(2, 3, 2, 4), k: floats(2, 5, 2, 4) },
  ],
  ["diag", ({ x }) => tf.diag(x!), { x: floats(3) }],
  [
    "gather",
    ({ x, i }) => [tf.gather(x!, i!), tf.gather(x!, i!, 1)],
    { x: floats(4, 3), i: integers(3, 5) },
  ],
  [
    "gather in batches",
    ({ x, i }) => tf.gather(x!, i!, 1, 1),
    { x: floats(4, 3, 2), i: integers(3, 4, 5) },
  ],
  [
    "gatherND and scatterND",
    ({ x, i, u }) => [tf.gatherND(x!, i!), tf.scatterND(i!, u!, [4, 3])],
    { x, i: integers(3, 6, 2), u: floats(6) },
  ],
  [
    "unsortedSegmentSum",
    ({ x, i }) => tf.unsortedSegmentSum(x!, i as tf.Tensor1D, 3),
    { x: floats(5, 2), i: integers(3, 5) },
  ],
];
