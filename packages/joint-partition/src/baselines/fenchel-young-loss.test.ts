import { key, normal } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { cube } from "../../test/members.js";
import { meanField } from "../proposals/mean-field.js";
import { fermiDirac, quadratic, type Regularizer } from "../regularizers.js";
import { exactNll } from "./exact-nll.js";
import { fenchelYoungLoss } from "./fenchel-young-loss.js";

const y = tf.keep(
  tf.tensor2d([
    [1, 0, 1],
    [0, 0, 1],
  ]),
);
const scores = tf.keep(tf.tensor2d(normal(key(1), 6), [2, 3]));

/** −⟨u, μ⟩ + ½·0.8·(Σμ)²: convex, and not separable. */
const energy = (u: tf.Tensor2D, mu: tf.Tensor2D, coupling: number): tf.Tensor1D =>
  tf.sub(tf.mul(coupling / 2, tf.square(tf.sum(mu, 1))), tf.sum(tf.mul(u, mu), 1));

const loss = (u: tf.Tensor2D, regularizer: Regularizer, coupling: number): tf.Scalar => {
  const of = (mu: tf.Tensor2D): tf.Tensor1D => energy(u, mu, coupling);
  const theta = meanField(of, u, { regularizer, steps: 40, stepSize: 0.4 });
  const relaxed = regularizer.argmax(theta);
  return fenchelYoungLoss(
    { y, dataEnergy: of(y), relaxed, relaxedEnergy: of(relaxed) },
    { regularizer },
  );
};

describe("fenchelYoungLoss", () => {
  test("with fermiDirac and a unary energy is the negative log-likelihood", () => {
    const dataEnergy = tf.neg(tf.sum(tf.mul(scores, y), 1)) as tf.Tensor1D;
    const nll = (u: tf.Tensor): tf.Scalar =>
      exactNll({
        dataEnergy: tf.neg(tf.sum(tf.mul(u, y), 1)),
        exactLogPartition: tf.sum(tf.softplus(u as tf.Tensor2D), 1),
      });
    expect(dataEnergy.shape).toEqual([2]);
    expectClose(loss(scores, fermiDirac(), 0), nll(scores));
    expectClose(
      tf.grad((u: tf.Tensor) => loss(u as tf.Tensor2D, fermiDirac(), 0))(scores),
      tf.grad(nll)(scores),
    );
  });

  test.each([fermiDirac(), quadratic()])("with $name is the largest gap over the box", (omega) => {
    // the value, in float64, of the best μ on a grid of 41³ points
    const grid = Array.from({ length: 41 }, (_, i) => i / 40);
    const u = scores.arraySync();
    const entropy = (m: number): number => (m > 0 ? m * Math.log(m) : 0);
    const part = (m: number): number =>
      omega.name === "quadratic" ? (m * m) / 2 : entropy(m) + entropy(1 - m);
    const total = (mu: readonly number[], u: readonly number[]): number =>
      0.4 * mu.reduce((a, b) => a + b) ** 2 -
      mu.reduce((sum, m, i) => sum + m * u[i]! - part(m), 0);
    const gaps = y.arraySync().map((each, row) => {
      let least = Infinity;
      for (const a of grid)
        for (const b of grid)
          for (const c of grid) least = Math.min(least, total([a, b, c], u[row]!));
      return total(each, u[row]!) - least;
    });
    const found = loss(scores, omega, 0.8).dataSync()[0]!;
    const best = (gaps[0]! + gaps[1]!) / 2;
    expect(found).toBeGreaterThan(best - 1e-5);
    expect(found).toBeLessThan(best + 2e-3);
  });

  test.each([fermiDirac(), quadratic()])("with $name has the envelope's gradient", (omega) => {
    // finite differences move μ too; the gradient holds it
    expectGradient((u) => loss(u as tf.Tensor2D, omega, 0.8), [scores], {
      step: 1 / 64,
      atol: 2e-3,
    });
  });

  test("is nowhere negative, and 0 where y is the minimizer itself", () => {
    const omega = quadratic();
    for (const labels of cube(3).slice(2, 6)) {
      const u = tf.tensor2d([labels.map((on) => (on ? 3 : -3)), [5, -5, 5]]);
      expect(loss(u, omega, 0).dataSync()[0]!).toBeGreaterThanOrEqual(-1e-6);
    }
    expectClose(loss(tf.mul(6, tf.sub(y, 0.5)), omega, 0), 0);
  });

  test("names the input whose shape does not fit", () => {
    const flat = { y, relaxed: y, dataEnergy: tf.zeros([2]) as tf.Tensor1D };
    expect(() =>
      fenchelYoungLoss({ ...flat, relaxedEnergy: tf.zeros([3]) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: fenchelYoungLoss: \`relaxedEnergy\` has shape [3], expected [batch] where batch = 2.]`,
    );
  });
});
