import { scan } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { wavy } from "../test/binary-energies.js";
import { enumerate, type Law } from "../test/bits.js";
import { expectDetailedBalance } from "../test/expect-detailed-balance.js";
import { expectInvariant } from "../test/expect-invariant.js";
import { uniforms } from "../test/noise.js";
import { transitionMatrix } from "../test/transition-matrix.js";
import {
  type Chain,
  categoricalGibbsWithGradients,
  type Energy,
  gibbsWithGradients,
} from "./index.js";

const [SITES, CATEGORIES] = [2, 3];

// a table of energies, smooth as ⟨x₁, T x₂⟩ + sin ⟨x₁, T x₂⟩
const table = [
  [0.3, -1, 2],
  [1.2, 0, -0.4],
  [-0.7, 0.5, 1],
];
const energy: Energy<tf.Tensor3D> = (x) => {
  const [a, b] = tf.unstack(x, 1) as [tf.Tensor2D, tf.Tensor2D];
  const y = tf.sum(tf.mul(tf.matMul(a, tf.tensor2d(table)), b), 1);
  return tf.add(y, tf.sin(tf.mul(y, 3)));
};
const oneHot = (k: number): number[] => [0, 1, 2].map((i) => Number(i === k));
const states = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => [...oneHot(i), ...oneHot(j)]));
const law: Law = enumerate(states, (x) => {
  const y = table[x.indexOf(1)]![x.lastIndexOf(1) - CATEGORIES]!;
  return y + Math.sin(3 * y);
});

/** The chain on rows of the sites' one-hots. */
function flat(energy: Energy<tf.Tensor3D>) {
  const chain = categoricalGibbsWithGradients(energy);
  const deep = (x: tf.Tensor): tf.Tensor3D => tf.reshape(x, [-1, SITES, CATEGORIES]);
  type State = { readonly x: tf.Tensor2D; readonly accepted: tf.Tensor1D };
  return {
    start: (x) => ({ x, accepted: tf.zeros([x.shape[0]]) }),
    step(state, noise) {
      const { x, accepted } = chain.step(chain.start(deep(state.x)), noise);
      return { x: tf.reshape(x, [-1, SITES * CATEGORIES]), accepted };
    },
  } satisfies Chain<State, tf.Tensor>;
}

describe("categoricalGibbsWithGradients", () => {
  test("is in detailed balance, on a grid of noise", () => {
    const grid = (choices: readonly number[]): tf.Tensor =>
      tf.tensor2d(choices.map((choice) => [choice, 0]));
    expectDetailedBalance(transitionMatrix(flat(energy), law, grid), law);
  });

  test("leaves its law invariant", () => {
    expectInvariant(flat(energy), law, (chains) => uniforms(1, chains, 2));
  });

  test("of two categories is gibbsWithGradients of the second", () => {
    const binary = wavy(4, 2).energy;
    const second = (x: tf.Tensor3D): tf.Tensor2D =>
      tf.squeeze(tf.slice(x, [0, 0, 1], [-1, -1, 1]), [2]);
    const categorical = categoricalGibbsWithGradients((x) => binary(second(x)));
    const bits = gibbsWithGradients(binary);
    const noise = uniforms(2, 12, 60, 2);
    const x = tf.zeros<tf.Rank.R2>([60, 4]);
    const oneHots: tf.Tensor3D = tf.stack([tf.sub(1, x), x], 2) as tf.Tensor3D;
    const actual = scan(categorical.step, categorical.start(oneHots), noise);
    const expected = scan(bits.step, bits.start(x), noise);
    expectClose(second(actual.x), expected.x);
    expectClose(actual.accepted, expected.accepted);
  });

  test("stays one-hot and finite at energies of ±1e4", () => {
    const steep: Energy<tf.Tensor3D> = (x) => tf.mul(energy(x), 1e4);
    const chain = categoricalGibbsWithGradients(steep);
    const start = tf.reshape(tf.tensor2d(states), [9, SITES, CATEGORIES]) as tf.Tensor3D;
    const end = scan(chain.step, chain.start(start), uniforms(3, 10, 9, 2));
    expectClose(tf.sum(end.x, 2), tf.ones([9, SITES]));
    for (const tensor of [end.energy, end.grad, end.accepted]) {
      expect(tensor.dataSync().every(Number.isFinite)).toBe(true);
    }
  });
});
