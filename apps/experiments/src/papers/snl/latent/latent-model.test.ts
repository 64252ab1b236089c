import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import type { LatentCell } from "./latent-cell.js";
import { initLatentParams, latentLoss } from "./latent-model.js";

const cell: LatentCell = {
  seed: 0,
  prior: "energy",
  protocol: {
    latent: 2,
    hidden: [8],
    energy: [8],
    batchSize: 5,
    draws: 7,
    steps: 1,
    learningRate: 1e-3,
    every: 1,
  },
};
const params = initLatentParams(key(1), cell, 6);
const tensor = (seed: number, rows: number, columns: number): tf.Tensor2D =>
  tf.tensor2d(normal(key(seed), rows * columns), [rows, columns]);
const batch = {
  x: tf.tensor2d(
    Array.from({ length: 30 }, (_, i) => i % 2),
    [5, 6],
  ),
  normals: tensor(2, 5, 2),
  prior: tensor(3, 7, 2),
};

test("with f = 0 and b = 0 the bound is that of a Gaussian prior", () => {
  expectClose(latentLoss("energy")(params, batch), latentLoss("gaussian")(params, batch));
});

test("a b that is off loosens the bound by e^δ − 1 − δ", () => {
  const off = { ...params, logNormalizer: tf.scalar(0.5) };
  const excess = tf.sub(latentLoss("energy")(off, batch), latentLoss("energy")(params, batch));
  expect(excess.dataSync()[0]).toBeCloseTo(Math.exp(-0.5) - 1 + 0.5, 4);
});
