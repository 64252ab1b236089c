import { key, leaves, normal, type Tree, uniform, withLeaves } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import { binaryStates } from "@ebm/metrics";
import { expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { lowRankTilt } from "./low-rank-tilt.js";
import { mlpTilt } from "./mlp-tilt.js";
import { pairTilt } from "./pair-tilt.js";
import { tiltLoss } from "./tilt-loss.js";

const dim = 3;
const batch = 4;
const bitsOf = (seed: number, ...shape: number[]) =>
  tf.tensor(
    uniform(
      key(seed),
      shape.reduce((a, b) => a * b),
    ).map((u) => Number(u < 0.5)),
    shape,
  );
const y = bitsOf(1, batch, dim) as tf.Tensor2D;
const x = tf.tensor2d(normal(key(2), batch * 2), [batch, 2]);
const pool = bitsOf(3, 1, 6, dim) as tf.Tensor3D;
const own = bitsOf(4, batch, 6, dim) as tf.Tensor3D;
const states = binaryStates(dim);
const all = tf.tensor3d(states.data, [1, 8, dim]);
const uniformLogProb = tf.fill<tf.Rank.R2>([1, 8], -Math.log(8));

const pairs = pairTilt({ dim, center: [0.2, 0.5, 0.7] });
const couplings = tf.tensor2d(normal(key(5), dim * dim), [dim, dim]);
const fields = tf.tensor1d([0.3, -0.4, 0.1]);
const logNormalizer = tf.scalar(0.2);

describe("tiltLoss", () => {
  test("of all states is the exact negative log-likelihood relative to the base", () => {
    const energy = { couplings, fields };
    const loss = tiltLoss(pairs)(
      { energy, logNormalizer, logPartition: [] },
      { y, samples: all, logProb: uniformLogProb },
    ).dataSync()[0]!;
    const f = (points: tf.Tensor3D) => pairs.energy(energy, points).dataSync();
    const logPartition = logSumExp(f(all).map((value) => -value)) - Math.log(8);
    const mean = Float64Array.from(f(tf.expandDims(y, 0))).reduce((a, b) => a + b) / batch;
    expect(loss).toBeCloseTo(mean + logPartition, 5);
  });

  test("starts at 0 for every energy: at the base, whose log Z is 0", () => {
    const params = { logNormalizer: tf.scalar(0), logPartition: [] };
    const low = lowRankTilt({ key: key(1), dim, features: 2 });
    const mlp = mlpTilt({ key: key(1), dim, features: 2, hidden: [5, 4] });
    const losses = [
      tiltLoss(pairs)({ ...params, energy: pairs.params }, { y, samples: pool }),
      tiltLoss(low)({ ...params, energy: low.params }, { y, x, samples: own }),
      tiltLoss(mlp)({ ...params, energy: mlp.params }, { y, x, samples: own }),
    ];
    for (const loss of losses) expect(loss.dataSync()[0]).toBeCloseTo(0, 6);
  });

  test.each([
    ["a pool", { y, samples: pool }],
    ["all states", { y, samples: all, logProb: uniformLogProb }],
  ])("has the gradient of its differences with %s", (_, inputs) => {
    const loss = (params: { couplings: tf.Tensor2D; fields: tf.Tensor1D; b: tf.Scalar }) =>
      tiltLoss(pairs)(
        {
          energy: { couplings: params.couplings, fields: params.fields },
          logNormalizer: params.b,
          logPartition: [],
        },
        inputs,
      );
    checkGradient(loss, { couplings, fields, b: logNormalizer });
  });

  test("has the gradient of its differences with inputs, and samples for each", () => {
    const tilt = lowRankTilt({ key: key(6), dim, features: 2, rank: 2 });
    const weights = tf.tensor2d(normal(key(7), 4), [2, 2]);
    const logPartition = [
      { weight: tf.tensor2d(normal(key(8), 2), [2, 1]), bias: tf.tensor1d([0.1]) },
    ];
    const params = { energy: { ...tilt.params, weights }, logNormalizer, logPartition };
    checkGradient((p: typeof params) => tiltLoss(tilt)(p, { y, x, samples: own }), params);
  });
});

function checkGradient<T extends Tree>(f: (tree: T) => tf.Tensor, tree: T): void {
  expectGradient((...xs) => f(withLeaves(tree, xs)), leaves(tree));
}
