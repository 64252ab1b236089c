import { capped, chiSquared, type FDivergence, key, kl, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { divergences } from "../test/divergences.js";
import { exactLoss, excess } from "../test/referee.js";
import { densityRatio } from "./density-ratio.js";
import { exactPartition } from "./exact-partition.js";
import { jointPartitionLoss } from "./joint-partition-loss.js";

// 4 inputs over a space of 8 labels, all of them drawn, so that the sample mean is the mean
const [batch, samples] = [4, 8];
const dataEnergy = tf.keep(tf.tensor1d(normal(key(1), batch)));
const sampleEnergy = tf.keep(tf.tensor2d(normal(key(2), batch * samples), [batch, samples]));
const energies = sampleEnergy.arraySync();

const scalar = (x: tf.Tensor): number => x.dataSync()[0]!;

describe.each(divergences)("jointPartitionLoss with %s", (_, divergence) => {
  const exact = tf.keep(
    tf.tensor1d(energies.map((row) => exactPartition(row, { divergence }).logPartition)),
  );
  const loss = (logPartition: tf.Tensor): tf.Scalar =>
    jointPartitionLoss(
      { dataEnergy, sampleEnergy, logPartition: logPartition as tf.Tensor1D },
      { divergence },
    );

  test("is the exact loss at the exact log-partition", () => {
    const referee = exactLoss(dataEnergy.dataSync(), energies, { divergence });
    expectClose(loss(exact), referee, { rtol: 1e-6, atol: 1e-6 });
  });

  test.each([-2, -0.1, 0.1, 2])("is an upper bound %d away from it", (shift) => {
    expect(scalar(tf.sub(loss(tf.add(exact, shift)), loss(exact)))).toBeGreaterThan(0);
  });

  test("is unbiased: the mean over single draws is the value on all", () => {
    const logPartition = tf.tensor1d([0.3, -0.2, 0.1, 0]);
    const single = Array.from({ length: samples }, (_, s) =>
      jointPartitionLoss(
        { dataEnergy, sampleEnergy: tf.slice(sampleEnergy, [0, s], [batch, 1]), logPartition },
        { divergence },
      ),
    );
    expectClose(tf.mean(tf.stack(single)), loss(logPartition));
  });

  test("does not change as energies fall and log-partitions rise by the same", () => {
    const shift = tf.tensor1d([1, -2, 0.5, 3]);
    const shifted = jointPartitionLoss(
      {
        dataEnergy: tf.sub(dataEnergy, shift),
        sampleEnergy: tf.sub(sampleEnergy, tf.expandDims(shift, 1)),
        logPartition: tf.add(exact, shift),
      },
      { divergence },
    );
    expectClose(shifted, loss(exact));
  });

  test("is jointly convex in energies and log-partition", () => {
    for (let seed = 0; seed < 20; seed++) {
      const [a, b] = [inputs(10 + 2 * seed), inputs(11 + 2 * seed)];
      const middle = mix(a, b);
      const [atA, atB, atMiddle] = [a, b, middle].map((x) =>
        scalar(jointPartitionLoss(x, { divergence })),
      ) as [number, number, number];
      expect(atMiddle).toBeLessThanOrEqual((atA + atB) / 2 + 1e-5);
    }
  });

  test("has ω as its gradients: 1 − mean ω in τ, −ω at draws, 1 at data", () => {
    const tau = tf.add(exact, 0.3) as tf.Tensor1D;
    const gradients = tf.grads((d: tf.Tensor, s: tf.Tensor, t: tf.Tensor) =>
      jointPartitionLoss(
        {
          dataEnergy: d as tf.Tensor1D,
          sampleEnergy: s as tf.Tensor2D,
          logPartition: t as tf.Tensor1D,
        },
        { divergence },
      ),
    )([dataEnergy, sampleEnergy, tau]);
    const omega = energies.map((row, i) =>
      row.map((energy) => divergence.ratio(-energy - tau.arraySync()[i]!)),
    );
    const means = omega.map((row) => row.reduce((a, b) => a + b) / samples);
    expectClose(gradients[0]!, new Array(batch).fill(1 / batch));
    expectClose(
      gradients[1]!,
      omega.flat().map((w) => -w / (batch * samples)),
    );
    expectClose(
      gradients[2]!,
      means.map((mean) => (1 - mean) / batch),
    );
  });

  test("has no gradient in the log-partition where it is exact, and only there", () => {
    const gradient = tf.grad(loss);
    expectClose(gradient(exact), new Float32Array(batch), { atol: 1e-6 });
    for (const slope of gradient(tf.add(exact, 0.1)).dataSync()) expect(slope).toBeGreaterThan(0);
    for (const slope of gradient(tf.sub(exact, 0.1)).dataSync()) expect(slope).toBeLessThan(0);
  });

  test("recovers the model: q times the density ratio", () => {
    const ratio = densityRatio({ sampleEnergy, logPartition: exact }, { divergence });
    const p = energies.flatMap((row) => [...exactPartition(row, { divergence }).probabilities]);
    expectClose(tf.div(ratio, samples), p);
  });
});

describe("jointPartitionLoss", () => {
  test("exceeds the exact loss by the mean of φ", () => {
    const shortfall = [0.5, -1, 2, -0.01];
    const exact = energies.map((row) => exactPartition(row).logPartition);
    const logPartition = tf.tensor1d(exact.map((tau, i) => tau - shortfall[i]!));
    const referee = exactLoss(dataEnergy.dataSync(), energies);
    const gap = shortfall.reduce((sum, delta) => sum + excess(delta), 0) / batch;
    expectClose(jointPartitionLoss({ dataEnergy, sampleEnergy, logPartition }), referee + gap);
  });

  test("is least squares with chiSquared, while nothing is truncated", () => {
    const small = tf.mul(sampleEnergy, 0.3) as tf.Tensor2D;
    const { mean, variance } = tf.moments(small, 1);
    const found = jointPartitionLoss(
      { dataEnergy, sampleEnergy: small, logPartition: tf.neg(mean) as tf.Tensor1D },
      { divergence: chiSquared() },
    );
    expectClose(found, tf.mean(tf.add(tf.sub(dataEnergy, mean), tf.mul(variance, 0.5))));
  });

  test("is finite at energies of ±1e4 when capped, and so is its gradient", () => {
    const far = tf.tensor2d([[1e4, -1e4, 0]]);
    const loss = (s: tf.Tensor, divergence: FDivergence): tf.Scalar =>
      jointPartitionLoss(
        {
          dataEnergy: tf.zeros([1]),
          sampleEnergy: s as tf.Tensor2D,
          logPartition: tf.zeros([1]),
        },
        { divergence },
      );
    const value = scalar(loss(far, capped(kl(), 5)));
    expectClose(value, (-1 + Math.exp(5) * (1 + 1e4 - 5) - 1 + 0) / 3);
    const slope = tf.grad((s: tf.Tensor) => loss(s, capped(kl(), 5)))(far);
    expectClose(slope, [0, -Math.exp(5) / 3, -1 / 3]);
  });

  test("names the input whose shape does not fit", () => {
    expect(() =>
      jointPartitionLoss({
        dataEnergy,
        sampleEnergy,
        logPartition: tf.zeros([4, 1]) as tf.Tensor as tf.Tensor1D,
      }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: jointPartitionLoss: \`logPartition\` has shape [4, 1], expected [batch] where batch = 4.]`,
    );
  });

  test("takes one row and one draw, and refuses none", () => {
    const rest = { dataEnergy: tf.tensor1d([0.3]), logPartition: tf.tensor1d([0.5]) };
    const one = jointPartitionLoss({ ...rest, sampleEnergy: tf.tensor2d([[-1]]) });
    expectClose(one, 0.3 + 0.5 + Math.exp(1 - 0.5) - 1);
    expect(() => jointPartitionLoss({ ...rest, sampleEnergy: tf.zeros([1, 0]) })).toThrow(
      "has 0 samples, expected 1 or more",
    );
  });
});

function inputs(seed: number) {
  const values = normal(key(seed), batch * (samples + 2));
  return {
    dataEnergy: tf.tensor1d(values.slice(0, batch)),
    sampleEnergy: tf.tensor2d(values.slice(2 * batch), [batch, samples]),
    logPartition: tf.tensor1d(values.slice(batch, 2 * batch)),
  };
}

function mix(a: ReturnType<typeof inputs>, b: ReturnType<typeof inputs>): typeof a {
  const half = <T extends tf.Tensor>(x: T, y: T): T => tf.mul(tf.add(x, y), 0.5);
  return {
    dataEnergy: half(a.dataEnergy, b.dataEnergy),
    sampleEnergy: half(a.sampleEnergy, b.sampleEnergy),
    logPartition: half(a.logPartition, b.logPartition),
  };
}
