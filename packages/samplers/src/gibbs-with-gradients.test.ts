import { scan } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { quadratic, wavy } from "../test/binary-energies.js";
import { expectDetailedBalance } from "../test/expect-detailed-balance.js";
import { expectInvariant } from "../test/expect-invariant.js";
import { expectMarginals } from "../test/expect-marginals.js";
import { uniforms } from "../test/noise.js";
import { transitionMatrix } from "../test/transition-matrix.js";
import { type Energy, gibbsWithGradients } from "./index.js";

const grid = (choices: readonly number[]): tf.Tensor =>
  tf.tensor2d(choices.map((choice) => [choice, 0]));

describe("gibbsWithGradients", () => {
  test("is in detailed balance, on a grid of noise", () => {
    for (const { energy, law } of [quadratic(3, 1), wavy(3, 2)]) {
      expectDetailedBalance(transitionMatrix(gibbsWithGradients(energy), law, grid), law);
    }
  });

  test("proposes by half the gradient, and accepts as Metropolis and Hastings", () => {
    // E = 2 log(1 + x₀) − x₁ is known with its gradient: (2, −1) at (0, 0), (1, −1) at (1, 0)
    const energy: Energy = (x) => {
      const [a, b] = tf.unstack(x, 1) as [tf.Tensor1D, tf.Tensor1D];
      return tf.sub(tf.mul(tf.log1p(a), 2), b);
    };
    const q = (gain: number, other: number): number => 1 / (1 + Math.exp((other - gain) / 2));
    const ahead = q(-2, 1); // a flip of x₀ from (0, 0)
    const back = q(1, 1); // and from (1, 0)
    const chain = gibbsWithGradients(energy);
    const { x, accepted } = chain.step(
      chain.start(tf.zeros([2, 2])),
      tf.tensor2d([
        [ahead - 1e-4, 0],
        [ahead + 1e-4, 0],
      ]),
    );
    expectClose(x, [1, 0, 0, 1]);
    expectClose(accepted, [Math.min(1, (0.25 * back) / ahead), 1]);
  });

  test("leaves its law invariant", () => {
    for (const { energy, law } of [quadratic(4, 3), wavy(4, 4)]) {
      expectInvariant(gibbsWithGradients(energy), law, (chains) => uniforms(1, chains, 2));
    }
  });

  test("reaches the marginals", () => {
    const { energy, law } = wavy(4, 5);
    expectMarginals(gibbsWithGradients(energy), law, (chains) => uniforms(2, 60, chains, 2));
  });

  test("accepts all where nothing is coupled, as all flips are equally likely", () => {
    const chain = gibbsWithGradients((x) => tf.mul(tf.sum(x, 1), 0));
    const { accepted } = scan(chain.step, chain.start(tf.zeros([5, 3])), uniforms(3, 7, 5, 2));
    expectClose(accepted, [7, 7, 7, 7, 7]);
  });

  test("flips a bit at the least uniform and at the largest, however probabilities round", () => {
    const chain = gibbsWithGradients((x) => tf.zeros([x.shape[0]]));
    const choices = tf.tensor2d([
      [0, 0],
      [1 - 2 ** -24, 0],
    ]);
    for (let dim = 1; dim < 60; dim++) {
      const { x } = chain.step(chain.start(tf.zeros([2, dim])), choices);
      const ends = [0, dim - 1].map((bit) => Array.from({ length: dim }, (_, i) => +(i === bit)));
      expect(x.arraySync()).toEqual(ends);
    }
  });

  test("takes an energy that does not depend on x", () => {
    const chain = gibbsWithGradients((x) => tf.zeros([x.shape[0]]));
    const { x } = chain.step(chain.start(tf.zeros([1, 3])), tf.tensor2d([[0.5, 0.9]]));
    expectClose(x, [0, 1, 0]);
  });

  test("keeps its energy and gradient, those of where it is", () => {
    const { energy } = wavy(4, 6);
    const chain = gibbsWithGradients(energy);
    const state = scan(chain.step, chain.start(tf.zeros([50, 4])), uniforms(4, 9, 50, 2));
    expectClose(state.energy, energy(state.x));
    expectClose(state.grad, chain.start(state.x).grad);
  });

  test("goes down, and stays there, at energies of ±1e4", () => {
    const slopes = tf.tensor1d([1e4, -1e4, 1e4]);
    const chain = gibbsWithGradients((x) => tf.sum(tf.mul(x, slopes), 1));
    const start = chain.start(
      tf.tensor2d([
        [1, 0, 1],
        [0, 1, 0],
      ]),
    );
    const end = scan(chain.step, start, uniforms(5, 6, 2, 2));
    expectClose(end.x, [0, 1, 0, 0, 1, 0]);
    for (const tensor of [end.energy, end.grad, end.accepted]) {
      expect(tensor.dataSync().every(Number.isFinite)).toBe(true);
    }
    expect(end.accepted.dataSync()[1]).toBe(0);
  });

  test("names noise that does not fit", () => {
    const chain = gibbsWithGradients((x) => tf.sum(x, 1));
    const start = chain.start(tf.zeros([5, 3]));
    expect(() => chain.step(start, tf.zeros([5, 3]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: gibbsWithGradients: \`uniforms\` has shape [5, 3], expected [5, 2].]`,
    );
  });
});
