import { key, normal } from "@ebm/core";
import { expectClose, expectGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { describeProposal } from "../../test/proposal-laws.js";
import { couplingFlow } from "./coupling-flow.js";
import { gaussian } from "./gaussian.js";

const weights = (seed: number, inputs: number, outputs: number): tf.Tensor2D =>
  tf.keep(tf.tensor2d(normal(key(seed), inputs * outputs), [inputs, outputs]));
const flow = couplingFlow({
  dim: 2,
  conditioners: [1, 2].map((seed) => {
    const [first, second] = [weights(10 * seed, 1, 4), weights(10 * seed + 1, 4, 2)];
    return (kept) => tf.mul(tf.matMul(tf.tanh(tf.matMul(kept, first)), second), 0.4);
  }),
});
describeProposal("couplingFlow", flow, {
  box: { low: [-12, -12], high: [12, 12] },
  points: 121,
});

describe("couplingFlow", () => {
  test("is inverted", () => {
    const z = tf.tensor2d(normal(key(8), 40), [20, 2]);
    expectClose(flow.inverse(flow.forward(z)).z, z, { atol: 1e-4 });
  });

  test("is a standard normal at conditioners of zero", () => {
    const zero = couplingFlow({ dim: 3, conditioners: [(x) => tf.zeros([x.shape[0], 2])] });
    const y = generic([4, 3]) as tf.Tensor2D;
    const eye = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    const standard = gaussian({ mean: [0, 0, 0], factor: eye, whitener: eye });
    expectClose(zero.logProb(y), standard.logProb(y));
  });

  test("is differentiable in its conditioners", () => {
    const y = generic([4, 2]) as tf.Tensor2D;
    expectGradient(
      (w) =>
        couplingFlow({
          dim: 2,
          conditioners: [
            (x) => tf.matMul(x, w as tf.Tensor2D),
            (x) => tf.tanh(tf.matMul(x, w as tf.Tensor2D)) as tf.Tensor2D,
          ],
        }).logProb(y),
      [generic([1, 2])],
    );
  });

  test("names a conditioner whose shape does not fit", () => {
    const wrong = couplingFlow({ dim: 3, conditioners: [(x) => x] });
    expect(() => wrong.logProb(tf.zeros([4, 3]))).not.toThrow();
    const narrow = couplingFlow({ dim: 4, conditioners: [(x) => tf.slice(x, [0, 0], [-1, 1])] });
    expect(() => narrow.logProb(tf.zeros([5, 4]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: couplingFlow: \`conditioners[0]\` has shape [5, 1], expected [batch, 4] where batch = 5.]`,
    );
  });
});
