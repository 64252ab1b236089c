import { chiSquared, key, logMeanExp, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { divergences } from "../test/divergences.js";
import { cube } from "../test/members.js";
import { densityRatio } from "./density-ratio.js";
import { exactPartition } from "./exact-partition.js";
import { jointPartitionLoss } from "./joint-partition-loss.js";
import { productBernoulli } from "./proposals/product-bernoulli.js";

const members = cube(2);
const all = tf.keep(tf.tensor2d(members));
const scores = tf.keep(tf.tensor2d(normal(key(1), 4), [2, 2]));
const energies: tf.Tensor2D = tf.keep(tf.tensor2d(normal(key(2), 8), [2, 4]));
const rest = { dataEnergy: tf.tensor1d([0.3, 1]), logPartition: tf.tensor1d([0.2, -0.1]) };

describe("sampleLogWeights", () => {
  test("may be shared by the batch: from every row a draw, weighed by the mean of their r", () => {
    const { logProb } = productBernoulli(scores);
    const likely = tf.exp(logProb(tf.tensor3d([members]))).arraySync();
    let mean = 0;
    for (const first of members.keys()) {
      for (const second of members.keys()) {
        const drawn = tf.tensor1d([first, second], "int32");
        const y = tf.expandDims<tf.Tensor3D>(tf.gather(all, drawn), 0);
        const mixture = logMeanExp<tf.Tensor2D>(logProb(y), 0, true);
        const loss = jointPartitionLoss({
          ...rest,
          sampleEnergy: tf.gather(energies, drawn, 1),
          sampleLogWeights: tf.sub<tf.Tensor2D>(-2 * Math.LN2, mixture),
        });
        mean += likely[0]![first]! * likely[1]![second]! * loss.dataSync()[0]!;
      }
    }
    expectClose(jointPartitionLoss({ ...rest, sampleEnergy: energies }), mean);
  });

  test.each(divergences)("of 0 change nothing, and log 2 twice f* with %s", (_, divergence) => {
    const draws = { ...rest, sampleEnergy: energies };
    const plain = jointPartitionLoss(draws, { divergence });
    const weigh = (by: number): tf.Scalar =>
      jointPartitionLoss({ ...draws, sampleLogWeights: tf.fill([1, 4], by) }, { divergence });
    expectClose(weigh(0), plain);
    const least = Number.isFinite(divergence.generator(0)) ? -divergence.generator(0) : 0;
    const free = tf.mean(tf.add(rest.dataEnergy, rest.logPartition)).dataSync()[0]! + least;
    expectClose(weigh(Math.LN2), 2 * (plain.dataSync()[0]! - free) + free);
  });

  test.each(divergences)(
    "make the density ratio p/r, of mean 1 over r, with %s",
    (_, divergence) => {
      const logR = productBernoulli(scores).logProb(tf.tensor3d([members]));
      const exact = energies.arraySync().map((row) => exactPartition(row, { divergence }));
      const logPartition = tf.tensor1d(exact.map((row) => row.logPartition));
      const sampleLogWeights = tf.sub<tf.Tensor2D>(-2 * Math.LN2, logR);
      const ratio = densityRatio(
        { sampleEnergy: energies, sampleLogWeights, logPartition },
        { divergence },
      );
      expectClose(tf.sum(tf.mul(tf.exp(logR), ratio), 1), [1, 1]);
      const p = exact.flatMap((row) => [...row.probabilities]);
      expectClose(tf.mul(tf.exp(logR), ratio), p);
    },
  );

  test("have no gradient", () => {
    const of = (w: tf.Tensor): tf.Scalar =>
      jointPartitionLoss(
        { ...rest, sampleEnergy: energies, sampleLogWeights: w as tf.Tensor2D },
        { divergence: chiSquared() },
      );
    const through = tf.grad((w: tf.Tensor) => tf.add(of(w), tf.sum(w)));
    expectClose(through(tf.zeros([2, 4])), new Array(8).fill(1));
  });

  test("of a shape that does not fit are named", () => {
    const sampleLogWeights = tf.zeros([3, 4]) as tf.Tensor2D;
    expect(() =>
      jointPartitionLoss({ ...rest, sampleEnergy: energies, sampleLogWeights }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: jointPartitionLoss: \`sampleLogWeights\` has shape [3, 4], expected [batch, samples] where batch = 2 and samples = 4.]`,
    );
  });
});
