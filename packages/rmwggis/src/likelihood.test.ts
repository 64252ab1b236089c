import { key, normal, valueAndGrad } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { allBits } from "../test/all-bits.js";
import { exactLogProb } from "../test/exact-log-prob.js";
import { categoryChanges } from "./category-changes.js";
import { denseEnergy } from "./dense-energy.js";
import { fitTemperature } from "./fit-temperature.js";
import { likelihoodLoss } from "./likelihood-loss.js";
import { pseudoLikelihoodLoss } from "./pseudo-likelihood-loss.js";

const weights = tf.keep(tf.tensor2d(normal(key(1), 36), [6, 6]));
const quadratic = (scale: tf.Scalar | number = 1) =>
  denseEnergy((x) => tf.mul(scale, tf.sum(tf.mul(x, tf.matMul(x, weights)), 1)));
const states = tf.keep(allBits(6));
const energies = tf.keep(quadratic().energy(states));
const logProb = exactLogProb(energies.dataSync());
const p = logProb.map(Math.exp);

describe("likelihoodLoss", () => {
  const dataEnergy = tf.keep(tf.slice(energies, 5, 20));

  test("is the mean of −log p", () => {
    const expected = -logProb.slice(5, 25).reduce((a, b) => a + b) / 20;
    expectClose(likelihoodLoss({ dataEnergy, stateEnergy: energies }), expected);
  });

  test("has the gradient of data less that of the model", () => {
    const { grad } = valueAndGrad((stateEnergy: tf.Tensor1D) =>
      likelihoodLoss({ dataEnergy, stateEnergy }),
    )(energies);
    expectClose(
      grad,
      p.map((pi) => -pi),
    );
  });

  test("names the input whose shape does not fit", () => {
    const stateEnergy = states as tf.Tensor as tf.Tensor1D;
    expect(() => likelihoodLoss({ dataEnergy, stateEnergy })).toThrow(
      "`stateEnergy` has shape [64, 6]",
    );
  });
});

describe("pseudoLikelihoodLoss", () => {
  test("is −Σ log p(xᵢ | rest), by enumeration", () => {
    const expected = Array.from(p, (_, at) =>
      [1, 2, 4, 8, 16, 32].reduce(
        (sum, bit) => sum - Math.log(p[at]! / (p[at]! + p[at ^ bit]!)),
        0,
      ),
    );
    expectClose(
      pseudoLikelihoodLoss(quadratic(), { x: states }),
      expected.reduce((a, b) => a + b) / 64,
    );
  });

  test("is the same of categories, by enumeration", () => {
    const oneHot = [0, 1, 2].map((k) => [0, 1, 2].map((j) => Number(j === k)));
    const x = tf.tensor2d(oneHot.flatMap((a) => oneHot.map((b) => [...a, ...b])));
    const E = quadratic().energy(x).arraySync();
    const expected = E.map((own, at) => {
      const [a, b] = [Math.floor(at / 3), at % 3];
      const given = (others: number[]): number =>
        own + Math.log(others.reduce((sum, i) => sum + Math.exp(-E[i]!), 0));
      return given([b, 3 + b, 6 + b]) + given([3 * a, 3 * a + 1, 3 * a + 2]);
    });
    const found = pseudoLikelihoodLoss(quadratic(), { x }, { neighborhood: categoryChanges(3) });
    expectClose(found, expected.reduce((a, b) => a + b) / 9);
  });

  test("has a gradient, and is finite at ±1e4", () => {
    const loss = (scale: tf.Tensor): tf.Scalar =>
      pseudoLikelihoodLoss(quadratic(scale as tf.Scalar), { x: states });
    expectGradient(loss, [tf.scalar(0.7)]);
    expect(Number.isFinite(loss(tf.scalar(1e4)).dataSync()[0]!)).toBe(true);
  });
});

describe("fitTemperature", () => {
  // data as often as p says, to five digits, and an energy that is off by a factor
  const counts = Array.from(p, (pi) => Math.round(1e4 * pi));
  const ratios = (scale: number): number[] =>
    counts.flatMap((count, at) => {
      const D = [1, 2, 4, 8, 16, 32].map((bit) => scale * (logProb[at ^ bit]! - logProb[at]!));
      return new Array<number[]>(count).fill(D).flat();
    });

  test.each([1, 4, 0.5])("finds by what factor the energy is too small: %d", (factor) => {
    expectClose(fitTemperature(ratios(1 / factor)), factor, { rtol: 0.01 });
  });

  test("finds the optimum of the pseudo-likelihood of categories", () => {
    const D = [0.5, -1, 2, -3, -1e30, -0.2, 0.1, -2, -1e30, -1, -2, -1e30];
    const value = (beta: number): number => {
      let sum = 0;
      for (let i = 0; i < D.length; i += 3) {
        sum += Math.log(1 + D.slice(i, i + 3).reduce((s, d) => s + Math.exp(beta * d), 0));
      }
      return sum;
    };
    const beta = fitTemperature(D, { alternatives: 3 });
    for (const other of [beta * 0.9, beta * 1.1]) expect(value(other)).toBeGreaterThan(value(beta));
  });

  test("is 0 where the energy is worse than none, and stands log-ratios of ±1e4", () => {
    expect(fitTemperature([1, 2, -1])).toBe(0);
    expectClose(fitTemperature([1e4, -1e4, -1e4]), Math.log(2) / 1e4, { rtol: 1e-6, atol: 0 });
  });

  test("refuses what has no best temperature", () => {
    expect(() => fitTemperature([-1, -2])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: fitTemperature: \`logRatios\` has no entry above 0, so no finite β is optimal.]`,
    );
    expect(() => fitTemperature([1, Number.NaN])).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: fitTemperature: \`logRatios\` has NaN, expected finite numbers.]`,
    );
    expect(() => fitTemperature([1, 2, 3], { alternatives: 2 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: fitTemperature: \`logRatios\` has 3 entries, expected a multiple of 2.]`,
    );
    expect(() => fitTemperature([1, -2], { alternatives: 0.5 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: fitTemperature: \`alternatives\` is 0.5, expected an integer of at least 1.]`,
    );
  });
});
