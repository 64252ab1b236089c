import { chiSquared, key, normal, uniform } from "@ebm/core";
import { exactLoss, exactPartition } from "@ebm/joint-partition";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { configOf } from "../../test/config-of.js";
import type { Config } from "../config/config.js";
import { createExperiment } from "../experiments/create-experiment.js";
import { initParams } from "./init-params.js";
import { divergenceOf, jointLoss } from "./joint-loss.js";

const LABELS = 3;
const ROWS = 5;

// noise out of which each member of Y is drawn once
const bits = [0.2, 0.7];
const subsets = bits.flatMap((a) => bits.flatMap((b) => bits.map((c) => [a, b, c])));
const orders = [
  [0.1, 0.5, 0.9],
  [0.1, 0.9, 0.5],
  [0.5, 0.1, 0.9],
  [0.5, 0.9, 0.1],
  [0.9, 0.1, 0.5],
  [0.9, 0.5, 0.1],
];

const linear = { hidden: [], logPartitionHidden: [] };
const cases: [Config, number[][]][] = [
  [configOf("multilabel", "", { ...linear, model: "unary" }), subsets],
  [configOf("multilabel", "", { ...linear, model: "pairwise", loss: "sparsemax" }), subsets],
  [configOf("label-ranking", "", { ...linear, model: "permutahedron" }), orders],
  [configOf("label-ranking", "", { ...linear, model: "birkhoff", loss: "sparsemax" }), orders],
];

describe.each(cases)("jointLoss of $model, $loss", (config, noise) => {
  const experiment = createExperiment(config, LABELS);
  const x = tf.zeros<tf.Rank.R2>([ROWS, 2]);
  const members = [...experiment.structure.enumerate()];
  const y = tf.tensor2d(Array.from({ length: ROWS }, (_, i) => [...members[i]!]));
  const start = initParams(key(3), { config, features: 2, scores: experiment.scores });
  const loss = jointLoss(experiment, config);

  test("is 0 where it starts: there p = q, and τ = 0 is exact", () => {
    const uniforms = tf.tensor2d(uniform(key(2), 12), [4, 3]);
    expectClose(loss(start, { x, y, uniforms }), 0);
  });

  test("is the exact loss where every y is drawn and τ is exact, and above it elsewhere", () => {
    const options = config.loss === "sparsemax" ? { divergence: chiSquared() } : {};
    const scores = normal(key(4), experiment.scores);
    const energies = experiment.energies(scores);
    const row = tf.tensor2d(scores, [1, experiment.scores]);
    const dataEnergy = experiment.energy(tf.tile<tf.Tensor2D>(row, [ROWS, 1]), y).dataSync();
    const exact = exactLoss({ dataEnergy, energies: Array(ROWS).fill(energies) }, options);

    // x is 0, so the networks give their biases
    const at = (tau: number): number => {
      const params = {
        scores: [{ ...start.scores[0]!, bias: tf.tensor1d(scores) }],
        logPartition: [{ ...start.logPartition[0]!, bias: tf.tensor1d([tau]) }],
      };
      return loss(params, { x, y, uniforms: tf.tensor2d(noise) }).dataSync()[0]!;
    };
    const { logPartition } = exactPartition(energies, options);
    expect(at(logPartition)).toBeCloseTo(exact, 5);
    for (const shift of [-0.5, 0.5]) expect(at(logPartition + shift)).toBeGreaterThan(exact + 0.01);
  });
});

describe("divergenceOf", () => {
  test("caps a logistic exponent beyond log |Y|, and below the largest float", () => {
    const small = divergenceOf("logistic", Math.log(6));
    expect(small.ratio(Math.log(6))).toBeCloseTo(6, 9);
    expect(small.ratio(1e4)).toBeCloseTo(6 * Math.E ** 2, 6);
    const large = divergenceOf("logistic", 174 * Math.LN2);
    expect(large.conjugate(tf.scalar(1e4)).dataSync()[0]).toBeLessThan(3e38);
  });
});
