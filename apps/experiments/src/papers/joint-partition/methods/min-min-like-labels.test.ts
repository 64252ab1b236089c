import { key, normal, uniform } from "@ebm/core";
import { jointPartitionLoss } from "@ebm/joint-partition";
import { multilabelModel } from "@ebm/models";
import { logPartitionNetwork, mlp } from "@ebm/nn";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { initMethodParams } from "./method.js";
import { minMinLikeLabels } from "./min-min-like-labels.js";

test("is the loss on all subsets, in the mean over its draws", () => {
  const [labels, features, rows, samples] = [3, 2, 4, 40_000];
  const activation = "tanh";
  const experiment = multilabelModel(labels, "pairwise");
  const method = minMinLikeLabels(experiment, { activation, samples });
  const zeros = initMethodParams([key(1), key(2), key(3)], method, {
    features,
    scores: experiment.scores,
    hidden: [],
    logPartitionHidden: [],
    activation,
  });
  const params = { ...zeros, scores: [{ ...zeros.scores[0]!, weight: gaussian(4, [2, 6]) }] };
  const x = gaussian(5, [rows, features]);
  // of rare labels, as birds has
  const y = tf.tensor2d([1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], [rows, labels]);
  const noise = method.noise(rows).uniforms!;
  expect(noise).toEqual([1, samples, 1 + labels]);
  const uniforms = tf.tensor3d(uniform(key(6), samples * (1 + labels)), [1, samples, 1 + labels]);

  const scores = mlp(params.scores, x, { activation });
  const all = tf.tensor3d([[...experiment.structure.enumerate()].map((y) => [...y])]);
  const exact = jointPartitionLoss({
    dataEnergy: experiment.energy(scores, y),
    sampleEnergy: experiment.energy(scores, all),
    logPartition: logPartitionNetwork(params.logPartition, x, { activation }),
  });
  // its standard error is 0.006
  expectClose(method.loss(params, { x, y, uniforms }), exact, { rtol: 0, atol: 0.025 });
});

function gaussian(seed: number, shape: [number, number]): tf.Tensor2D {
  return tf.tensor2d(normal(key(seed), shape[0] * shape[1]), shape);
}
