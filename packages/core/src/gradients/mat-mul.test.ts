import { generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { type Case, describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { matMul } from "./mat-mul.js";

/** Batches of a and of b: none, one, one for all, of more than one axis. */
const batches = [
  [[], []],
  [[4], [4]],
  [[4], []],
  [[], [4]],
  [[1], [4]],
  [
    [2, 2],
    [2, 2],
  ],
  [[2, 2], []],
  [
    [1, 1],
    [2, 2],
  ],
] as const;

describeGradients([matMul], {
  BatchMatMul: [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ].flatMap(([ta, tb]) =>
    batches.map(
      ([left, right]): Case => [
        (a, b) => tf.matMul(a, b, ta, tb),
        [
          generic([...left, ...(ta ? [3, 2] : [2, 3])], { seed: 1 }),
          generic([...right, ...(tb ? [2, 3] : [3, 2])], { seed: 2 }),
        ],
      ],
    ),
  ),
});
