import { foldIn, type Key, key as keyOf, normal, uniform } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import type { Feeds, Model, ModelCard } from "../src/index.js";

/** A small model with all members of its structure. */
export interface Example {
  readonly model: Model & Required<Pick<Model, "standardization">>;
  readonly members: readonly (readonly number[])[];
}

/** A model of subsets of 4 labels. log Z is Σ log (1 + exp uᵢ) − log 2, or a network. */
export function multilabel(normalizer: Model["normalizer"]): Example {
  const members = Array.from({ length: 16 }, (_, bits) => [0, 1, 2, 3].map((i) => (bits >> i) & 1));
  const exact = (u: tf.Tensor2D): tf.Tensor1D => tf.sum(tf.sub(tf.softplus(u), Math.LN2), 1);
  return example(members, normalizer, exact);
}

/** A model of rankings of 4 labels. log Z is a sum over all 24, or a network. */
export function labelRanking(normalizer: Model["normalizer"]): Example {
  const members = permutations([1, 1 / 3, -1 / 3, -1]);
  const exact = (theta: tf.Tensor2D): tf.Tensor1D => {
    const all = tf.tensor2d(members.map((y) => [...y]));
    return tf.sub(tf.logSumExp(tf.matMul(theta, all, false, true), 1), Math.log(members.length));
  };
  return example(members, normalizer, exact);
}

/** Samples inputs like the training data: x around its mean, and y any member. */
export const sampler =
  ({ model, members }: Example) =>
  (key: Key, batch: number): Feeds => {
    const { mean, std } = model.standardization;
    const x = normal(foldIn(key, 0), batch * model.features).map(
      (z, i) => mean[i % model.features]! + std[i % model.features]! * z,
    );
    const picks = uniform(foldIn(key, 1), batch);
    const y = Array.from(picks, (u) => members[Math.floor(u * members.length)]!);
    return {
      x: { data: x, shape: [batch, model.features] },
      y: { data: Float32Array.from(y.flat()), shape: [batch, model.dim] },
    };
  };

export const card: ModelCard = {
  method: "joint-partition, logistic",
  structure: "hypercube(4)",
  dataset: "toy",
  run: "2025-01-28-1",
  metrics: { f1Micro: 71.5, nll: null },
  target: { kind: "label-set", labels: ["a", "b", "c", "d"], structure: "hypercube(4)" },
  license: "CC-BY-4.0",
  version: "1.2.3",
};

function example(
  members: Example["members"],
  normalizer: Model["normalizer"],
  exact: (scores: tf.Tensor2D) => tf.Tensor1D,
): Example {
  const [features, dim] = [5, members[0]!.length];
  const scores = mlp(keyOf(1), [features, 16, dim]);
  const tau = mlp(keyOf(2), [features, 16, 1]);
  const model: Example["model"] = {
    features,
    dim,
    logSize: Math.log(members.length),
    energy: ({ x, y }) => tf.neg(tf.sum(tf.mul(scores(x), y), 1)),
    logPartition: ({ x }) => (normalizer === "exact" ? exact(scores(x)) : tf.squeeze(tau(x), [1])),
    normalizer,
    standardization: { mean: [100, -3, 0.5, 0, 20], std: [10, 0.25, 1, 2, 30] },
  };
  return { model, members };
}

function mlp(key: Key, sizes: readonly number[]): (x: tf.Tensor2D) => tf.Tensor2D {
  const layers = sizes.slice(1).map((outputs, i) => {
    const inputs = sizes[i]!;
    const weights = normal(foldIn(key, i), inputs * outputs).map((z) => z / Math.sqrt(inputs));
    const bias = normal(foldIn(key, 100 + i), outputs);
    return [tf.keep(tf.tensor2d(weights, [inputs, outputs])), tf.keep(tf.tensor1d(bias))] as const;
  });
  return (x) =>
    layers.reduce((h: tf.Tensor2D, [weight, bias], i) => {
      const affine: tf.Tensor2D = tf.add(tf.matMul(h, weight), bias);
      return i === layers.length - 1 ? affine : tf.relu(affine);
    }, x);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first) =>
    permutations(items.filter((item) => item !== first)).map((rest) => [first, ...rest]),
  );
}
