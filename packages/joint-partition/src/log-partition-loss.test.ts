import { chiSquared, key, kl, normal, tsallis } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { excess } from "../test/referee.js";
import { exactPartition } from "./exact-partition.js";
import { jointPartitionLoss } from "./joint-partition-loss.js";
import { logPartitionLoss } from "./log-partition-loss.js";

const sampleEnergy: tf.Tensor2D = tf.keep(tf.tensor2d(normal(key(1), 24), [3, 8]));
const energies = sampleEnergy.arraySync();

describe.each([kl(), chiSquared(), tsallis(1.5)].map((d) => [d.name, d] as const))(
  "logPartitionLoss with %s",
  (_, divergence) => {
    const exact = tf.keep(
      tf.tensor1d(energies.map((row) => exactPartition(row, { divergence }).logPartition)),
    );
    const loss = (tau: tf.Tensor): tf.Scalar =>
      logPartitionLoss({ sampleEnergy, logPartition: tau as tf.Tensor1D }, { divergence });

    test("has its minimum where τ is exact, and equals the mean value there", () => {
      const values = energies.map((row) => exactPartition(row, { divergence }).value);
      expectClose(loss(exact), values.reduce((a, b) => a + b) / 3);
      expectClose(tf.grad(loss)(exact), [0, 0, 0], { atol: 1e-6 });
      for (const shift of [-1, -0.1, 0.1, 1]) {
        expect(loss(tf.add(exact, shift)).dataSync()[0]).toBeGreaterThan(
          loss(exact).dataSync()[0]!,
        );
      }
    });

    test("has the gradient of the joint loss in τ, right by finite differences", () => {
      const joint = (tau: tf.Tensor): tf.Scalar =>
        jointPartitionLoss(
          { dataEnergy: tf.ones([3]), sampleEnergy, logPartition: tau as tf.Tensor1D },
          { divergence },
        );
      const tau = tf.add(exact, 0.2);
      expectClose(tf.grad(loss)(tau), tf.grad(joint)(tau));
      expectGradient(loss, [tau]);
    });
  },
);

test("logPartitionLoss exceeds mean log Z by φ", () => {
  const logZ = energies.map((row) => exactPartition(row).logPartition);
  const tau = logZ.map((each) => each - 0.7);
  const found = logPartitionLoss({ sampleEnergy, logPartition: tf.tensor1d(tau) });
  expectClose(found, logZ.reduce((a, b) => a + b) / 3 + excess(0.7));
});

test("logPartitionLoss leaves the energy alone", () => {
  const of = (s: tf.Tensor): tf.Tensor =>
    tf.add(
      logPartitionLoss({ sampleEnergy: s as tf.Tensor2D, logPartition: tf.zeros([3]) }),
      tf.sum(s),
    );
  expectClose(tf.grad(of)(sampleEnergy), new Array(24).fill(1));
});

test("logPartitionLoss names the input whose shape does not fit", () => {
  expect(() =>
    logPartitionLoss({ sampleEnergy, logPartition: tf.zeros([2]) }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: logPartitionLoss: \`logPartition\` has shape [2], expected [batch] where batch = 3.]`,
  );
});
