import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { cube } from "../../test/members.js";
import { describeProposal } from "../../test/proposal-laws.js";
import { jointPartitionLoss } from "../joint-partition-loss.js";
import { productBernoulli } from "./product-bernoulli.js";

const members = cube(4);
for (const smoothing of [0, 0.2, 1]) {
  describeProposal(
    `productBernoulli, smoothing ${smoothing}`,
    (scores) => productBernoulli(scores, { smoothing }),
    members,
  );
}

const scores = tf.keep(tf.tensor2d(normal(key(5), 3 * 4), [3, 4]));

test("at the scores of a unary energy, one draw is as good as all", () => {
  const all = tf.tensor2d(members);
  const energies: tf.Tensor2D = tf.neg(tf.matMul(scores, all, false, true));
  const logWeights = tf.sub<tf.Tensor2D>(
    -4 * Math.LN2,
    productBernoulli(scores).logProb(tf.tensor3d([members])),
  );
  const rest = { dataEnergy: tf.zeros([3]) as tf.Tensor1D, logPartition: tf.tensor1d([0, 1, -1]) };
  const exact = jointPartitionLoss({ ...rest, sampleEnergy: energies });
  for (let m = 0; m < members.length; m++) {
    const one = jointPartitionLoss({
      ...rest,
      sampleEnergy: tf.slice(energies, [0, m], [3, 1]),
      sampleLogWeights: tf.slice(logWeights, [0, m], [3, 1]),
    });
    expectClose(one, exact);
  }
});

test("a unary model costs uniform draws the variance Π 2(1 + e^2u)/(1 + e^u)² − 1", () => {
  const u = [-0.2, -0.5, -1, 0.7];
  const logZ = u.reduce((sum, each) => sum + Math.log((1 + Math.exp(each)) / 2), 0);
  const squares = members.map(
    (y) => Math.exp(y.reduce((sum, on, i) => sum + on * u[i]!, -logZ)) ** 2,
  );
  const closed = u.reduce(
    (product, each) => (product * 2 * (1 + Math.exp(2 * each))) / (1 + Math.exp(each)) ** 2,
    1,
  );
  expectClose(squares.reduce((a, b) => a + b) / 16, closed, { rtol: 1e-12 });
});

test("smoothing bounds weights by ε⁻ᵏ, which is attained where all labels are certain", () => {
  const certain = tf.tensor2d([[50, 50, 50, 50]]);
  const { logProb } = productBernoulli(certain, { smoothing: 0.1 });
  const largest = tf.max(tf.sub(-4 * Math.LN2, logProb(tf.tensor3d([members]))));
  expectClose(largest, 4 * Math.log(1 / 0.1));
});

test("refuses what does not fit", () => {
  expect(() => productBernoulli(scores, { smoothing: 2 })).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: productBernoulli: \`smoothing\` is 2, expected a number from 0 to 1.]`,
  );
  expect(() =>
    productBernoulli(scores).logProb(tf.zeros([3, 1, 5])),
  ).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: productBernoulli.logProb: \`y\` has shape [3, 1, 5], expected [3, samples, 4].]`,
  );
  expect(() =>
    productBernoulli(scores).sample(tf.zeros([2, 1, 4])),
  ).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: productBernoulli.sample: \`uniforms\` has shape [2, 1, 4], expected [3, samples, 4].]`,
  );
});
