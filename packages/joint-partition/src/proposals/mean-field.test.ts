import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { cube } from "../../test/members.js";
import { fermiDirac, quadratic } from "../regularizers.js";
import { meanField } from "./mean-field.js";
import { productBernoulli } from "./product-bernoulli.js";

const k = 6;
const u = Array.from(normal(key(1), k));
const noise = normal(key(2), k * k);
/** Symmetric, of zero diagonal. */
const U = Array.from({ length: k }, (_, i) =>
  Array.from({ length: k }, (_, j) =>
    i === j ? 0 : 0.3 * (noise[i * k + j]! + noise[j * k + i]!),
  ),
);
const energy = (mu: tf.Tensor2D): tf.Tensor1D =>
  tf.neg(tf.sum(tf.mul(mu, tf.add(u, tf.mul(tf.matMul(mu, tf.tensor2d(U)), 0.5))), 1));
const start = tf.keep(tf.tensor2d([u]));

const members = cube(k);
const energies = energy(tf.tensor2d(members)).dataSync<"float32">();
const logZ = Math.log(energies.reduce((sum, e) => sum + Math.exp(-e), 0));

describe("meanField", () => {
  test("is exact for an energy that is linear, in one step", () => {
    const linear = (mu: tf.Tensor2D): tf.Tensor1D => tf.neg(tf.sum(tf.mul(mu, [1, -2, 0.5]), 1));
    expectClose(meanField(linear, tf.zeros([1, 3]), { steps: 1 }), [1, -2, 0.5]);
  });

  test("is a fixed point: each label's odds are its field under the others' means", () => {
    const theta = meanField(energy, start, { steps: 60 }).dataSync();
    const mu = [...theta].map((t) => 1 / (1 + Math.exp(-t)));
    const field = U.map((row, i) => row.reduce((sum, w, j) => sum + w * mu[j]!, u[i]!));
    expectClose(theta, field, { rtol: 1e-4, atol: 1e-4 });
  });

  test("is the product of least KL, near it", () => {
    // F(μ) = E(μ) − entropy, which is KL(r, p) − log Z
    const free = (mu: number[]): number =>
      energy(tf.tensor2d([mu])).dataSync()[0]! +
      mu.reduce((sum, m) => sum + m * Math.log(m) + (1 - m) * Math.log(1 - m), 0);
    const mu = [...tf.sigmoid(meanField(energy, start, { steps: 60 })).dataSync()];
    const found = free(mu);
    expect(found).toBeGreaterThan(-logZ);
    for (let seed = 0; seed < 20; seed++) {
      const near = Array.from(normal(key(seed), k), (z, i) =>
        Math.min(0.99, Math.max(0.01, mu[i]! + 0.05 * z)),
      );
      expect(free(near)).toBeGreaterThan(found - 1e-5);
    }
  });

  test("costs draws less variance than the unary tilt, and that less than uniform ones", () => {
    // E_r (p/r)², exactly: 1 for r = p
    const cost = (scores: tf.Tensor2D): number => {
      const logProb = productBernoulli(scores)
        .logProb(tf.tensor3d([members]))
        .dataSync<"float32">();
      return logProb.reduce((sum, logR, m) => sum + Math.exp(2 * (-energies[m]! - logZ) - logR), 0);
    };
    const [fair, unary, field] = [tf.zeros([1, k]), start, meanField(energy, start)].map((s) =>
      cost(s as tf.Tensor2D),
    ) as [number, number, number];
    expect(field).toBeLessThan(0.75 * unary);
    expect(unary).toBeLessThan(0.85 * fair);
  });

  test("with quadratic() solves a concave quadratic on the box", () => {
    // min of E(μ) + ½‖μ‖², E(μ) = −⟨u, μ⟩ + ½⟨μ, Pμ⟩: against the optimality conditions
    const P = U.map((row, i) => row.map((w, j) => 0.3 * w + (i === j ? 0.8 : 0)));
    const convex = (mu: tf.Tensor2D): tf.Tensor1D =>
      tf.sum(tf.mul(mu, tf.sub(tf.mul(tf.matMul(mu, tf.tensor2d(P)), 0.5), u)), 1);
    const regularizer = quadratic();
    const mu = regularizer.argmax(meanField(convex, start, { regularizer, steps: 100 })).dataSync();
    for (const [i, m] of mu.entries()) {
      const slope = P[i]!.reduce((sum, p, j) => sum + p * mu[j]!, m - u[i]!);
      if (m === 0) expect(slope).toBeGreaterThan(-1e-4);
      else if (m === 1) expect(slope).toBeLessThan(1e-4);
      else expect(Math.abs(slope)).toBeLessThan(1e-4);
    }
    expect(mu.some((m) => m > 0 && m < 1) && mu.some((m) => m === 0 || m === 1)).toBe(true);
  });

  test("is a constant to the gradient", () => {
    const value = (w: tf.Tensor): tf.Tensor =>
      tf.add(tf.sum(w), tf.sum(meanField((mu) => tf.sum(tf.mul(mu, w), 1), tf.zeros([1, 3]))));
    expectClose(tf.grad(value)(tf.tensor1d([1, 2, 3])), [1, 1, 1]);
  });

  test("refuses a step of no size, and no step", () => {
    expect(() => meanField(energy, start, { stepSize: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: meanField: \`stepSize\` is 0, expected a number in (0, 1].]`,
    );
    expect(() => meanField(energy, start, { steps: 0 })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: meanField: \`steps\` is 0, expected 1 or more.]`,
    );
  });
});

describe.each([fermiDirac(), quadratic()])("$name", ({ value, argmax }) => {
  test("attains its argmax, against a grid", () => {
    const scores = [-7, -1.3, -0.2, 0, 0.4, 1, 2.5];
    const grid = Array.from({ length: 1001 }, (_, i) => [i / 1000]);
    const values = value(tf.tensor2d(grid)).dataSync();
    const best = argmax(tf.tensor2d(scores, [7, 1]));
    const attained = tf.sub(tf.mul(tf.squeeze(best, [1]), scores), value(best)).dataSync();
    for (const [i, score] of scores.entries()) {
      const largest = Math.max(...grid.map(([m], g) => score * m! - values[g]!));
      expect(attained[i]!).toBeGreaterThan(largest - 1e-6);
      expect(attained[i]!).toBeLessThan(largest + 1e-3);
    }
  });

  test("is finite at the corners, and at scores of ±1e4", () => {
    expectClose(argmax(tf.tensor2d([[1e4, -1e4]])), [1, 0]);
    expect(
      value(tf.tensor2d([[0, 1]]))
        .dataSync()
        .every(Number.isFinite),
    ).toBe(true);
  });
});
