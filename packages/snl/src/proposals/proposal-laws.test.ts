import type { Proposal } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { describe } from "vitest";
import { describeProposal } from "../../test/proposal-laws.js";
import { gaussian } from "./gaussian.js";
import { gaussianMixture } from "./gaussian-mixture.js";
import { kernelDensity } from "./kernel-density.js";
import { mixtureDensity } from "./mixture-density.js";
import { uniformBox } from "./uniform-box.js";

const square = (half: number) => ({ low: [-half, -half], high: [half, half] });

const normals = gaussian({
  mean: [0.5, -0.3],
  factor: [
    [1, 0],
    [0.6, 0.5],
  ],
  whitener: [
    [1, 0],
    [-1.2, 2],
  ],
});
describeProposal("gaussian", normals, { box: square(8) });

describeProposal("uniformBox", uniformBox({ low: [-1, 0], high: [2, 0.5] }), {
  box: { low: [-1, 0], high: [2, 0.5] },
  smooth: false,
});

describeProposal(
  "gaussianMixture",
  gaussianMixture({
    logWeights: [Math.log(0.3), Math.log(0.7)],
    means: [
      [-1, 0],
      [1.5, 0.5],
    ],
    factors: [
      [
        [0.5, 0],
        [0.2, 0.4],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ],
    whiteners: [
      [
        [2, 0],
        [-1, 2.5],
      ],
      [
        [1, 0],
        [0, 1],
      ],
    ],
  }),
  { box: square(7) },
);

describeProposal(
  "kernelDensity",
  kernelDensity({
    points: [
      [0, 0],
      [1, -1],
      [-1.5, 0.5],
    ],
    bandwidth: [0.6, 0.4],
  }),
  { box: square(5) },
);

/** One row of a conditional proposal, as a proposal. */
const outputs = tf.keep(tf.tensor2d([[0.5, -0.5, -1, 0, 1, 2, -0.5, 0, 0.2, -1]]));
const rowOf = mixtureDensity(outputs, { components: 2, dim: 2 });
const first: Proposal = {
  ...rowOf,
  sample: (z) => tf.squeeze(rowOf.sample(tf.expandDims<tf.Tensor3D>(z, 0)), [0]),
  logProb: (y) => tf.squeeze(rowOf.logProb(tf.expandDims<tf.Tensor3D>(y, 0)), [0]),
};
describe("at one input", () => {
  const dims = { ...first, sample: named(first.sample), logProb: named(first.logProb) };
  describeProposal("mixtureDensity", dims, { box: square(8) });
});

/** Words the errors of the first row as those of a proposal are. */
function named<T extends tf.Tensor, R>(f: (x: T) => R): (x: T) => R {
  return (x) => {
    try {
      return f(x);
    } catch (cause) {
      throw new Error(String(cause).replace(/\[\d+, samples/, "[samples"), { cause });
    }
  };
}
