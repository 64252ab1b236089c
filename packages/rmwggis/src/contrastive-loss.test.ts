import { key, normal, valueAndGrad } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { allBits } from "../test/all-bits.js";
import { bitFlips } from "./bit-flips.js";
import { contrastiveLoss } from "./contrastive-loss.js";
import { denseEnergy } from "./dense-energy.js";
import { pseudoLikelihoodLoss } from "./pseudo-likelihood-loss.js";

const dim = 4;
const states = tf.keep(allBits(dim));
const energies = tf.keep(tf.tensor1d(normal(key(1), 2 ** dim)));

describe("contrastiveLoss", () => {
  test("has its optimum at the distribution of the data, whatever symmetric noise there is", () => {
    // all pairs of states, weighted by p and by how likely noise leads from one to the other
    const distance = tf.add(
      tf.matMul(states, tf.sub(1, states), false, true),
      tf.matMul(tf.sub<tf.Tensor2D>(1, states), states, false, true),
    );
    const weight = tf.mul(tf.exp(tf.neg(tf.expandDims(energies, 1))), tf.pow(0.2, distance));
    const ofEach = (from: number, E: tf.Tensor1D): tf.Scalar =>
      tf.addN(
        Array.from({ length: 2 ** dim }, (_, to) => {
          const dataEnergy = tf.slice(E, from, 1);
          const noisyEnergy = tf.reshape(tf.slice(E, to, 1), [1, 1]) as tf.Tensor2D;
          const loss = contrastiveLoss({ dataEnergy, noisyEnergy });
          return tf.mul(loss, tf.reshape(tf.slice(weight, [from, to], [1, 1]), []));
        }),
      ) as tf.Scalar;
    const population = (E: tf.Tensor1D): tf.Scalar =>
      tf.addN(Array.from({ length: 2 ** dim }, (_, from) => ofEach(from, E))) as tf.Scalar;
    expectClose(valueAndGrad(population)(energies).grad, tf.zeros([2 ** dim]));
    const elsewhere = valueAndGrad(population)(tf.mul(energies, 0.5)).grad;
    expect(tf.max(tf.abs(elsewhere)).dataSync()[0]).toBeGreaterThan(0.05);
  });

  test("of noise that flips each bit alone is the pseudo-likelihood of a bit", () => {
    const weights = tf.tensor2d(normal(key(2), dim * dim), [dim, dim]);
    const model = denseEnergy((x) => tf.sum(tf.tanh(tf.matMul(x, weights)), 1));
    const dataEnergy = model.energy(states);
    const D = model.logRatios(states, bitFlips().all(states));
    const noisyEnergy = tf.sub<tf.Tensor2D>(tf.expandDims(dataEnergy, 1), D);
    const expected = tf.div(pseudoLikelihoodLoss(model, { x: states }), dim);
    expectClose(contrastiveLoss({ dataEnergy, noisyEnergy }), expected);
  });

  test("has a gradient, and is finite at ±1e4", () => {
    const noisy = tf.tensor2d(normal(key(3), 6), [3, 2]);
    expectGradient(
      (dataEnergy, noisyEnergy) =>
        contrastiveLoss({
          dataEnergy: dataEnergy as tf.Tensor1D,
          noisyEnergy: noisyEnergy as tf.Tensor2D,
        }),
      [tf.tensor1d([0.3, -1, 2]), noisy],
    );
    const far = { dataEnergy: tf.tensor1d([1e4, 0]), noisyEnergy: tf.tensor2d([[0], [1e4]]) };
    expectClose(contrastiveLoss(far), 5000);
  });

  test("names the input whose shape does not fit", () => {
    const noisyEnergy = tf.zeros<tf.Rank.R2>([3, 2]);
    expect(() => contrastiveLoss({ dataEnergy: energies, noisyEnergy })).toThrow("`noisyEnergy`");
  });
});
