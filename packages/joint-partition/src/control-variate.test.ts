import { key, normal, uniform } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { cube } from "../test/members.js";
import { type ControlVariateInputs, controlVariate } from "./control-variate.js";
import { exactPartition } from "./exact-partition.js";
import { jointPartitionLoss } from "./joint-partition-loss.js";
import { productBernoulli } from "./proposals/product-bernoulli.js";

const k = 4;
const members = tf.keep(tf.tensor2d(cube(k)));
const u = tf.keep(tf.tensor2d([[0.9, -0.7, 0.4, -1.1]]));
const [tau] = [tf.keep(tf.tensor1d([-0.3]))];

/** The unary part of E, and the log of its mean over the cube. */
const control = (u: tf.Tensor2D, y: tf.Tensor2D): Omit<ControlVariateInputs, "logPartition"> => ({
  controlEnergy: tf.neg(tf.matMul(u, y, false, true)),
  controlLogPartition: tf.sub(tf.sum(tf.softplus(u), 1), k * Math.LN2),
});
/** E(y) = −⟨u, y⟩ − 0.4 y₀y₁ + 0.3 y₂y₃. */
const energy = (u: tf.Tensor2D, y: tf.Tensor2D): tf.Tensor2D => {
  const [a, b, c, d] = tf.split(y, k, 1) as tf.Tensor2D[];
  const pairs = tf.sub(tf.mul(0.4, tf.mul(a!, b!)), tf.mul(0.3, tf.mul(c!, d!)));
  return tf.neg(tf.add(tf.matMul(u, y, false, true), tf.transpose(pairs)));
};
const rows = (m: number): tf.Tensor2D => tf.slice(members, [m, 0], [1, k]);

describe("controlVariate", () => {
  test("is 0 over all of Y, and so are its gradients", () => {
    const of = (u: tf.Tensor, tau: tf.Tensor): tf.Scalar =>
      controlVariate({ ...control(u as tf.Tensor2D, members), logPartition: tau as tf.Tensor1D });
    expectClose(of(u, tau), 0, { atol: 1e-6 });
    const [du, dtau] = tf.grads(of)([u, tau]);
    expectClose(du!, new Array(k).fill(0), { atol: 1e-6 });
    expectClose(dtau!, [0], { atol: 1e-6 });
  });

  test("is 0 in the mean over draws from another r, weighed", () => {
    const { logProb } = productBernoulli(tf.tensor2d([[0.5, 1, -1, 0]]));
    const logR = logProb(tf.expandDims(members, 0));
    const likely = tf.exp(logR).dataSync();
    let mean = 0;
    for (let m = 0; m < 2 ** k; m++) {
      const sampleLogWeights = tf.sub<tf.Tensor2D>(-k * Math.LN2, tf.slice(logR, [0, m], [1, 1]));
      const one = controlVariate({ ...control(u, rows(m)), logPartition: tau, sampleLogWeights });
      mean += likely[m]! * one.dataSync()[0]!;
    }
    expectClose(mean, 0, { atol: 1e-6 });
  });

  test("takes all noise from the loss and its gradient where the control is the energy", () => {
    const { logPartition } = exactPartition(
      tf.neg(tf.matMul(members, u, false, true)).dataSync<"float32">(),
    );
    const loss = (u: tf.Tensor, m: number): tf.Scalar => {
      const parts = control(u as tf.Tensor2D, rows(m));
      const draw = { dataEnergy: tf.zeros([1]) as tf.Tensor1D, logPartition: tau };
      return tf.sub(
        jointPartitionLoss({ ...draw, sampleEnergy: parts.controlEnergy }),
        controlVariate({ ...parts, logPartition: tau }),
      );
    };
    const exact = -0.3 + Math.exp(logPartition + 0.3) - 1;
    const marginals = tf.sigmoid(u).dataSync<"float32">();
    for (const m of [0, 3, 9, 15]) {
      expectClose(loss(u, m), exact);
      const slope = tf.grad((u: tf.Tensor) => loss(u, m))(u);
      expectClose(
        slope,
        marginals.map((mu) => mu * Math.exp(logPartition + 0.3)),
      );
    }
  });

  test("cuts the variance of loss and gradient to a tenth, for small pairwise terms", () => {
    const noise = uniform(key(1), 120 * 8 * k);
    const { sample } = productBernoulli(tf.zeros([1, k]));
    const draws = tf.squeeze<tf.Tensor2D>(sample(tf.tensor3d(noise, [1, 120 * 8, k])), [0]);
    const loss = (u: tf.Tensor, y: tf.Tensor2D, beta: number): tf.Scalar => {
      const sampleEnergy = energy(u as tf.Tensor2D, y);
      const plain = jointPartitionLoss({
        dataEnergy: tf.zeros([1]),
        sampleEnergy,
        logPartition: tau,
      });
      const none = controlVariate({ ...control(u as tf.Tensor2D, y), logPartition: tau });
      return tf.sub(plain, tf.mul(beta, none));
    };
    const variances = [0, 1].map((beta) => {
      const runs = Array.from({ length: 120 }, (_, run) =>
        tf.tidy(() => {
          const y = tf.slice(draws, [8 * run, 0], [8, k]);
          const slope = tf.grad((u: tf.Tensor) => loss(u, y, beta))(u);
          return [loss(u, y, beta).dataSync()[0]!, ...slope.dataSync()];
        }),
      );
      const { variance } = tf.moments(tf.tensor2d(runs), 0);
      return [...variance.dataSync()];
    }) as [number[], number[]];
    const [plain, controlled] = variances;
    expect(controlled[0]!).toBeLessThan(plain[0]! / 10);
    const sum = (xs: number[]): number => xs.slice(1).reduce((a, b) => a + b);
    expect(sum(controlled)).toBeLessThan(sum(plain) / 10);
  });

  test("is finite at energies of ±1e4 beside a τ that is near", () => {
    for (const far of [1e4, -1e4]) {
      // two members, of C and C + 2: log E_q exp(−C) is −C + log (1 + e⁻²)/2
      const found = controlVariate({
        controlEnergy: tf.tensor2d([[far, far + 2]]),
        controlLogPartition: tf.tensor1d([-far + Math.log((1 + Math.exp(-2)) / 2)]),
        logPartition: tf.tensor1d([-far]),
      });
      expectClose(found, 0, { atol: 1e-3 }); // of 1e4, float32 keeps 1e-3
    }
  });

  test("is right to differentiate", () => {
    const y = tf.tensor2d(normal(key(2), 3 * k), [3, k]);
    expectGradient(
      (u, tau) =>
        controlVariate({ ...control(u as tf.Tensor2D, y), logPartition: tau as tf.Tensor1D }),
      [u, tau],
    );
  });

  test("names the input whose shape does not fit", () => {
    const inputs = { ...control(u, members), logPartition: tf.zeros([2]) as tf.Tensor1D };
    expect(() => controlVariate(inputs)).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: controlVariate: \`logPartition\` has shape [2], expected [batch] where batch = 1.]`,
    );
  });
});
