import { key, leaves, type NeighborEnergy, normal, split, uniform, valueAndGrad } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { denseEnergy } from "./dense-energy.js";
import type { NeighborSampler } from "./neighbor-sampler.js";
import { ratioMatchingLoss } from "./ratio-matching-loss.js";
import { squaredRatio } from "./ratio-objectives.js";
import {
  type SampledRatioMatchingOptions,
  sampledRatioMatchingLoss,
} from "./sampled-ratio-matching-loss.js";
import { systematic } from "./systematic.js";
import { withReplacement } from "./with-replacement.js";
import { withoutReplacement } from "./without-replacement.js";

// 5 draws of 16 neighbors, of a network so rough that the proposal is peaked
const [dim, samples, rows] = [16, 5, 1200];
const sizes = [dim, 24, 24, 1];
const objective = squaredRatio();
const weights = split(key(1), 3).map((layerKey, layer) => {
  const shape: [number, number] = [sizes[layer]!, sizes[layer + 1]!];
  const scale = 3 / Math.sqrt(shape[0]);
  return tf.keep(tf.mul(tf.tensor2d(normal(layerKey, shape[0] * shape[1]), shape), scale));
}) as tf.Tensor2D[];
const network = (layers: readonly tf.Tensor2D[]): NeighborEnergy =>
  denseEnergy((x) => {
    const [last, ...others] = layers.toReversed();
    const hidden = others.toReversed().reduce((h: tf.Tensor2D, w) => {
      const z: tf.Tensor2D = tf.matMul(h, w);
      return tf.mul(z, tf.sigmoid(z));
    }, x);
    return tf.squeeze(tf.matMul(hidden, last!), [1]);
  });

const x = tf.keep(tf.tensor2d(uniform(key(2), dim).map(Math.round), [1, dim]));
const copies = tf.keep(tf.mul<tf.Tensor2D>(tf.ones([rows, 1]), x));
const full = valueAndGrad((layers: tf.Tensor2D[]) =>
  ratioMatchingLoss(network(layers), { x }, { objective }),
)(weights);
const flat = (tree: readonly tf.Tensor[]): tf.Tensor =>
  tf.concat(leaves(tree).map((leaf) => tf.reshape(leaf, [-1])));

/** The bias of the value and of the gradient, in parts of what is estimated. */
function bias(options: SampledRatioMatchingOptions & { readonly sampler: NeighborSampler }) {
  const noise = options.sampler.noiseDim(dim);
  const uniforms = tf.tensor2d(uniform(key(3), rows * noise), [rows, noise]);
  const { value, grad } = valueAndGrad((layers: tf.Tensor2D[]) =>
    sampledRatioMatchingLoss(network(layers), { x: copies, uniforms }, { ...options, objective }),
  )(weights);
  const off = tf.sub(flat(grad), flat(full.grad));
  return {
    value: tf.sub(tf.div(value, full.value), 1).dataSync()[0]!,
    gradient: tf.div(tf.norm(off), tf.norm(flat(full.grad))).dataSync()[0]!,
  };
}

/** Draws without replacement, weighted as if they were with it. */
const misweighted: NeighborSampler = {
  ...withoutReplacement(samples),
  draw(inputs) {
    const { indices } = withoutReplacement(samples).draw(inputs);
    const logProb = tf.logSoftmax(inputs.logits);
    const logWeights = tf.neg(tf.gather(logProb, indices, 1, 1));
    return { indices, logWeights: tf.sub(logWeights, Math.log(samples)) };
  },
};

const right = { withReplacement, withoutReplacement, systematic };

test.each(Object.entries(right))("%s has no bias, corrected or not", (_, factory) => {
  for (const estimator of ["weighted", "corrected"] as const) {
    const { value, gradient } = bias({ sampler: factory(samples), estimator, guidance: 1 });
    expect(Math.abs(value)).toBeLessThan(0.02);
    expect(gradient).toBeLessThan(0.05);
  }
});

test("weights of draws with replacement are a third too large for draws without", () => {
  const { value, gradient } = bias({ sampler: misweighted, estimator: "weighted", guidance: 1 });
  expect(value).toBeGreaterThan(0.25);
  expect(value).toBeLessThan(0.4);
  expect(gradient).toBeGreaterThan(0.3);
});

test("a gradient through the weights is biased, the value not", () => {
  const sampler = withReplacement(samples);
  const { value, gradient } = bias({ sampler, estimator: "attached", guidance: 1 });
  expect(Math.abs(value)).toBeLessThan(0.02);
  expect(gradient).toBeGreaterThan(0.3);
});
