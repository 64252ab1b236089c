import { scan } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { wavy } from "../test/binary-energies.js";
import { enumerate } from "../test/bits.js";
import { expectDetailedBalance } from "../test/expect-detailed-balance.js";
import { expectInvariant } from "../test/expect-invariant.js";
import { expectMarginals } from "../test/expect-marginals.js";
import { uniforms } from "../test/noise.js";
import { transitionMatrix } from "../test/transition-matrix.js";
import { type Energy, metropolis } from "./index.js";

const { energy, law } = wavy(3, 1);

/** Rows with a one where uniforms fall, of `size` places. */
const place = (uniforms: tf.Tensor, size: number): tf.Tensor2D =>
  tf.oneHot(
    tf.cast(tf.floor(tf.mul(uniforms, size)), "int32"),
    size,
    1,
    0,
    "float32",
  ) as tf.Tensor2D;

const flip = (x: tf.Tensor2D, uniforms: tf.Tensor): tf.Tensor2D =>
  tf.abs(tf.sub(x, place(uniforms, x.shape[1])));

/** Exchanges a coordinate with the next. */
const swap = (x: tf.Tensor2D, uniforms: tf.Tensor): tf.Tensor2D => {
  const dim = x.shape[1];
  const exchanges = Array.from({ length: dim - 1 }, (_, i) =>
    Array.from({ length: dim }, (_, j) => (j === i ? i + 1 : j === i + 1 ? i : j)),
  );
  const order = tf.gather(
    tf.tensor2d(exchanges, undefined, "int32"),
    tf.cast(tf.floor(tf.mul(uniforms, dim - 1)), "int32"),
  );
  return tf.gather(x, order as tf.Tensor2D, 1, 1) as tf.Tensor2D;
};

// rankings of three as weights, under a linear energy and under one that is not
const weights = [1, 0, -1];
const rankings = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
].map((ranks) => ranks.map((rank) => weights[rank]!));
const rankingLaw = enumerate(rankings, (y) => 0.7 * y[0]! - 0.4 * y[1]! + y[0]! * y[1]!);
const rankingEnergy: Energy = (y) => {
  const [a, b] = tf.unstack(y, 1) as [tf.Tensor1D, tf.Tensor1D, tf.Tensor1D];
  return tf.add(tf.sub(tf.mul(a, 0.7), tf.mul(b, 0.4)), tf.mul(a, b));
};

const noise = (seed: number, ...shape: number[]) => ({
  move: uniforms(seed, ...shape),
  uniforms: uniforms(seed + 1, ...shape),
});
const grid = (choices: readonly number[]) => ({
  move: tf.tensor1d([...choices]),
  uniforms: tf.zeros([choices.length]),
});

describe("metropolis", () => {
  test("by flips of bits is in detailed balance, and reaches the marginals", () => {
    const chain = metropolis({ energy, propose: flip });
    expectDetailedBalance(transitionMatrix(chain, law, grid), law);
    expectInvariant(chain, law, (chains) => noise(1, chains));
    expectMarginals(chain, law, (chains) => noise(2, 60, chains));
  });

  test("by swaps in rankings is in detailed balance", () => {
    const chain = metropolis({ energy: rankingEnergy, propose: swap });
    expectDetailedBalance(transitionMatrix(chain, rankingLaw, grid), rankingLaw);
    expectInvariant(chain, rankingLaw, (chains) => noise(3, chains));
  });

  test("accepts with probability min(1, exp of the fall in energy)", () => {
    const chain = metropolis<tf.Tensor2D, tf.Tensor>({ energy, propose: flip });
    const start = chain.start(tf.zeros([8, 3]));
    const { accepted } = chain.step(start, { move: tf.fill([8], 0.5), uniforms: tf.zeros([8]) });
    const fall = tf.sub(
      energy(tf.zeros([8, 3])),
      energy(flip(tf.zeros([8, 3]), tf.fill([8], 0.5))),
    );
    expectClose(accepted, tf.exp(tf.minimum(fall, 0)));
  });

  test("by moves less likely than those back is in detailed balance with their ratio", () => {
    // sets a random bit to 1 with probability 0.8, else to 0
    const redraw = (x: tf.Tensor2D, u: tf.Tensor): tf.Tensor2D => {
      const dim = x.shape[1];
      const within = tf.sub(tf.mul(u, dim), tf.floor(tf.mul(u, dim)));
      const bit = tf.cast(tf.less(within, 0.8), "float32");
      return tf.where(tf.greater(place(u, dim), 0), tf.expandDims(bit, 1), x) as tf.Tensor2D;
    };
    const logRatio = ({ from, to }: { from: tf.Tensor2D; to: tf.Tensor2D }): tf.Tensor1D =>
      tf.mul(tf.sum(tf.sub(from, to), 1), Math.log(0.8 / 0.2));
    const corrected = metropolis({ energy, propose: redraw, logRatio });
    expectDetailedBalance(transitionMatrix(corrected, law, grid), law);
    const naive = transitionMatrix(metropolis({ energy, propose: redraw }), law, grid);
    expect(() => expectDetailedBalance(naive, law)).toThrow();
  });

  test("never goes where the energy is infinite, and leaves from there", () => {
    const infinite: Energy = (x) => tf.neg(tf.log(tf.sum(x, 1))); // at x = 0
    const chain = metropolis({ energy: infinite, propose: flip });
    const x = tf.tensor2d([
      [1, 0],
      [0, 0],
    ]);
    const { x: end, accepted } = chain.step(chain.start(x), {
      move: tf.zeros([2]),
      uniforms: tf.zeros([2]),
    });
    expectClose(end, [1, 0, 1, 0]);
    expectClose(accepted, [0, 1]);
  });

  test("is finite at energies of ±1e4", () => {
    const steep = metropolis({ energy: (x) => tf.mul(energy(x), 1e4), propose: flip });
    const end = scan(steep.step, steep.start(tf.zeros([20, 3])), noise(4, 30, 20));
    expect([...end.accepted.dataSync(), ...end.energy.dataSync()].every(Number.isFinite)).toBe(
      true,
    );
    const mode = law.probabilities.indexOf(Math.max(...law.probabilities));
    expectClose(
      end.energy,
      tf.fill([20], energy(tf.tensor2d([[...law.states[mode]!]])).dataSync()[0]! * 1e4),
    );
  });

  test("names noise and ratios that do not fit", () => {
    const start = tf.zeros<tf.Rank.R2>([4, 3]);
    const at = { move: tf.zeros([4]), uniforms: tf.zeros([4]) };
    const chain = metropolis({ energy, propose: flip });
    expect(() =>
      chain.step(chain.start(start), { ...at, uniforms: tf.zeros([4, 1]) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: metropolis: \`uniforms\` has shape [4, 1], expected [4].]`,
    );
    const wrong = metropolis({ energy, propose: flip, logRatio: () => tf.zeros([1]) });
    expect(() => wrong.step(wrong.start(start), at)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: metropolis: \`logRatio\` has shape [1], expected [4].]`,
    );
  });
});
