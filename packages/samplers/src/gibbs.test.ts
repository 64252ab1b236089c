import { scan } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { quadratic, quadraticLaw, wavy } from "../test/binary-energies.js";
import { expectInvariant } from "../test/expect-invariant.js";
import { expectMarginals } from "../test/expect-marginals.js";
import { uniforms } from "../test/noise.js";
import { blockGibbs, checkerboard, type Energy, gibbs, quadraticGibbs } from "./index.js";

const { energy, law, couplings, biases } = quadratic(4, 1);
const logits = (x: tf.Tensor2D): tf.Tensor2D => tf.add(tf.matMul(x, couplings), biases);
const each = [0, 1, 2, 3];

describe("gibbs", () => {
  test("leaves its law invariant", () => {
    expectInvariant(gibbs(energy), law, (chains) => uniforms(1, chains, 4));
    const other = wavy(4, 2);
    expectInvariant(gibbs(other.energy), other.law, (chains) => uniforms(2, chains, 4));
  });

  test("reaches the marginals", () => {
    expectMarginals(gibbs(energy), law, (chains) => uniforms(3, 30, chains, 4));
  });

  test("knows the energy of where it is", () => {
    const chain = gibbs(energy);
    const state = scan(chain.step, chain.start(tf.zeros([50, 4])), uniforms(4, 3, 50, 4));
    expectClose(state.energy, energy(state.x));
  });

  test("draws a bit for sure at energies of ±1e4", () => {
    const steep: Energy = (x) => tf.sum(tf.mul(x, tf.tensor1d([1e4, -1e4, 1e4])), 1);
    const { x, energy } = gibbs(steep).step(
      gibbs(steep).start(tf.ones([2, 3])),
      tf.tensor2d([
        [0.5, 0.999, 0.5],
        [0.1, 0, 0.1],
      ]),
    );
    expectClose(x, [0, 1, 0, 0, 1, 0]);
    expectClose(energy, [-1e4, -1e4]);
  });

  test("names noise and energies that do not fit", () => {
    const chain = gibbs(energy);
    expect(() =>
      chain.step(chain.start(tf.zeros([2, 4])), tf.zeros([2, 3])),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: gibbs: \`uniforms\` has shape [2, 3], expected [chains, dim] where chains = 2 and dim = 4.]`,
    );
    const column = (x: tf.Tensor2D): tf.Tensor1D => tf.expandDims(energy(x), 1);
    expect(() => gibbs(column).start(tf.zeros([2, 4]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: gibbs: \`energy\` has shape [2, 1], expected [2].]`,
    );
  });
});

describe("quadraticGibbs", () => {
  test("is the chain of gibbs, draw by draw", () => {
    const x = tf.zeros<tf.Rank.R2>([500, 4]);
    const noise = uniforms(5, 10, 500, 4);
    const [fast, slow] = [quadraticGibbs({ couplings, biases }), gibbs(energy)];
    expectClose(scan(fast.step, fast.start(x), noise).x, scan(slow.step, slow.start(x), noise).x);
  });

  test("leaves its law invariant, whatever is on the diagonal", () => {
    const marked = tf.add(couplings, tf.mul(tf.eye(4), 7)) as tf.Tensor2D;
    const chain = quadraticGibbs({ couplings: marked, biases });
    expectInvariant(chain, law, (chains) => uniforms(6, chains, 4));
  });

  test("is an exact draw where nothing is coupled", () => {
    const chain = quadraticGibbs({ couplings: tf.zeros([4, 4]), biases: tf.zeros([4]) });
    const noise = uniforms(7, 20, 4);
    const { x } = chain.step(chain.start(tf.ones([20, 4])), noise);
    expectClose(x, tf.cast(tf.less(noise, 0.5), "float32"));
  });
});

describe("blockGibbs", () => {
  test("of blocks of one bit is the chain of gibbs", () => {
    const x = tf.ones<tf.Rank.R2>([500, 4]);
    const noise = uniforms(8, 10, 500, 4);
    const [blocks, slow] = [blockGibbs(logits, { colors: each }), gibbs(energy)];
    expectClose(
      scan(blocks.step, blocks.start(x), noise).x,
      scan(slow.step, slow.start(x), noise).x,
    );
  });

  test("leaves a restricted Boltzmann machine invariant, side by side", () => {
    const sides = tf.tensor2d([
      [0, 0, 1, 1],
      [0, 0, 1, 1],
      [1, 1, 0, 0],
      [1, 1, 0, 0],
    ]);
    const weights = tf.mul(couplings, sides) as tf.Tensor2D;
    const rbm = quadraticLaw({ couplings: weights, biases });
    // of each side alone the logits are right; of the other they may be anything
    const half = (x: tf.Tensor2D, block: number): tf.Tensor2D => {
      const side = tf.tensor2d([block === 0 ? [1, 1, 0, 0] : [0, 0, 1, 1]]);
      return tf.mul(tf.add(tf.matMul(x, weights), biases), side);
    };
    const chain = blockGibbs(half, { colors: [0, 0, 1, 1] });
    expectInvariant(chain, rbm, (chains) => uniforms(9, chains, 4));
  });

  test("leaves a lattice invariant by checkerboards", () => {
    const lattice = { height: 2, width: 2 };
    const neighbors = tf.tensor2d([
      [0, 1, 1, 0],
      [1, 0, 0, 1],
      [1, 0, 0, 1],
      [0, 1, 1, 0],
    ]);
    const field = tf.tensor1d([0.3, -0.2, 0.1, 0.5]);
    const chain = blockGibbs((x) => tf.add(tf.matMul(x, neighbors), field), {
      colors: checkerboard(lattice),
    });
    const noise = (chains: number) => uniforms(10, chains, 4);
    expectInvariant(chain, quadraticLaw({ couplings: neighbors, biases: field }), noise);
  });

  test("names colors that are none", () => {
    expect(() => blockGibbs(logits, { colors: [0, 2] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: blockGibbs: \`colors\` has color 2 among 2, expected 0, 1, … for each bit.]`,
    );
    expect(() => blockGibbs(logits, { colors: [] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: blockGibbs: \`colors\` has no entries, expected 0, 1, … for each bit.]`,
    );
  });
});

describe("checkerboard", () => {
  test("has no neighbors of one color", () => {
    expect(checkerboard({ height: 2, width: 4 })).toEqual([0, 1, 0, 1, 1, 0, 1, 0]);
    expect(checkerboard({ height: 1, width: 3 }, { periodic: false })).toEqual([0, 1, 0]);
  });

  test("refuses a periodic lattice of odd side", () => {
    expect(() => checkerboard({ height: 3, width: 4 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: checkerboard: \`height\` is 3, expected an even number, or \`periodic: false\`.]`,
    );
    expect(() => checkerboard({ height: 2, width: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: checkerboard: \`width\` is 0, expected an integer of at least 1.]`,
    );
  });
});
