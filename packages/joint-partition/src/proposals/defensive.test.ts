import { type ConditionalProposal, defensive, key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { cube, rankings } from "../../test/members.js";
import { describeProposal } from "../../test/proposal-laws.js";
import { jointPartitionLoss } from "../joint-partition-loss.js";

import { plackettLuce } from "./plackett-luce.js";
import { productBernoulli } from "./product-bernoulli.js";

const both: readonly [(scores: tf.Tensor2D) => ConditionalProposal, number[][]][] = [
  [productBernoulli, cube(4)],
  [plackettLuce, rankings(4)],
];
for (const [family, members] of both) {
  const of = (scores: tf.Tensor2D, share?: number): ConditionalProposal =>
    defensive(
      { proposal: family(scores), wide: family(tf.zeros([1, 4])) },
      share === undefined ? {} : { share },
    );
  describeProposal(`defensive ${family.name}`, (scores) => of(scores), members);

  test.each([0.01, 0.1, 0.5])(
    `${family.name}: no weight is above 1/%d, however far off`,
    (share) => {
      for (const scale of [1, 100, 1e4]) {
        const scores = tf.tensor2d(normal(key(6), 12), [3, 4]);
        const logProb = of(tf.mul(scores, scale), share).logProb(tf.tensor3d([members]));
        const largest = tf.max(tf.sub(-Math.log(members.length), logProb)).dataSync()[0]!;
        expect(largest).toBeLessThanOrEqual(Math.log(1 / share) + 1e-5);
        if (scale > 1) expect(largest).toBeGreaterThan(Math.log(1 / share) - 0.01); // attained
      }
    },
  );
}

test("mixes one r for all with a prior for each row, as the other way round", () => {
  const [one, each] = [normal(key(1), 4), normal(key(2), 8)];
  const shared = productBernoulli(tf.tensor2d(one, [1, 4]));
  const own = productBernoulli(tf.tensor2d(each, [2, 4]));
  const y = tf.tensor3d([cube(4)]);
  for (const [proposal, wide] of [
    [shared, own],
    [own, shared],
  ] as const) {
    const { logProb, sample, noiseDim } = defensive({ proposal, wide }, { share: 0.25 });
    const mixed = [0, 1].map((row) => {
      const at = (of: ConditionalProposal): number[] => {
        const rows = tf.exp(of.logProb(y)).arraySync();
        return rows[Math.min(row, rows.length - 1)]!;
      };
      return at(proposal).map((r, m) => Math.log(0.75 * r + 0.25 * at(wide)[m]!));
    });
    expectClose(logProb(y), mixed.flat());
    expect(sample(tf.zeros([2, 3, noiseDim])).shape).toEqual([2, 3, 4]);
  }
});

test("an even spread makes the numbers exact, and the estimate no less unbiased", () => {
  // of 4 draws at a share of ¼ the first is from the prior, and 3 from r: all 2⁴ outcomes
  const scores = tf.tensor2d([[1.2]]);
  const mixture = defensive(
    { proposal: productBernoulli(scores), wide: productBernoulli(tf.zeros([1, 1])) },
    { share: 0.25 },
  );
  const on = 1 / (1 + Math.exp(-1.2));
  const energy = (y: tf.Tensor3D): tf.Tensor2D => tf.squeeze(tf.mul(y, -2.1), [2]);
  const rest = { dataEnergy: tf.zeros([1]) as tf.Tensor1D, logPartition: tf.tensor1d([0.4]) };

  let mean = 0;
  for (const bits of cube(4)) {
    const noise = bits.map((bit, s) => [(s + 0.5) / 4, bit ? 0 : 1 - 2 ** -24]);
    const y = mixture.sample(tf.tensor3d([noise]));
    expect([...y.dataSync()]).toEqual(bits);
    const loss = jointPartitionLoss({
      ...rest,
      sampleEnergy: energy(y),
      sampleLogWeights: tf.sub(-Math.LN2, mixture.logProb(y)),
    });
    const p = bits.reduce((p, bit, s) => p * (s === 0 ? 0.5 : bit ? on : 1 - on), 1);
    mean += p * loss.dataSync()[0]!;
  }
  expectClose(jointPartitionLoss({ ...rest, sampleEnergy: tf.tensor2d([[0, -2.1]]) }), mean);
});
