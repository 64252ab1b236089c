import { key, normal, valueAndGrad } from "@ebm/core";
import { expectClose, expectGradient, expectSecondGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { denoisingScoreMatchingLoss } from "./denoising-score-matching-loss.js";
import { scoreMatchingLoss } from "./score-matching-loss.js";
import { slicedScoreMatchingLoss } from "./sliced-score-matching-loss.js";

const scalar = (x: tf.Tensor): number => x.dataSync()[0]!;

/** A small network, smooth. */
const w1 = generic([2, 5]) as tf.Tensor2D;
const w2 = generic([5, 1], { seed: 2 }) as tf.Tensor2D;
const network =
  (w: tf.Tensor2D) =>
  (x: tf.Tensor2D): tf.Tensor1D =>
    tf.squeeze(tf.matMul(tf.tanh(tf.matMul(x, w)), w2), [1]);
const x = generic([4, 2], { seed: 4 }) as tf.Tensor2D;

describe("scoreMatchingLoss", () => {
  test("is its closed form for a Gaussian", () => {
    const energy = (at: tf.Tensor2D): tf.Tensor1D =>
      tf.mul(tf.sum(tf.mul(tf.square(at), [2, 0.5]), 1), 0.5); // precisions 2 and ½
    const exact = tf.mean(tf.sum(tf.mul(tf.square(x), [2, 0.125]), 1));
    expectClose(scoreMatchingLoss(energy, x), tf.sub(exact, 2.5));
  });

  test("has the trace that second differences say", () => {
    const h = 1 / 32;
    const energy = network(w1);
    const at = (dx: number, dy: number): tf.Tensor => energy(tf.add(x, [dx, dy]));
    const twice = tf.mul(energy(x), 4);
    const laplacian = tf.sub(tf.addN([at(h, 0), at(-h, 0), at(0, h), at(0, -h)]), twice);
    const slopes = [tf.sub(at(h, 0), at(-h, 0)), tf.sub(at(0, h), at(0, -h))];
    const square = tf.addN(slopes.map((s) => tf.square(tf.div(s, 2 * h))));
    const expected = tf.mean(tf.sub(tf.mul(square, 0.5), tf.div(laplacian, h * h)));
    expectClose(scoreMatchingLoss(energy, x), expected, { rtol: 0.02, atol: 0.02 });
  });

  test("is differentiable in the parameters of the energy", () => {
    expectGradient((w) => scoreMatchingLoss(network(w as tf.Tensor2D), x), [w1], {
      rtol: 2e-3,
      atol: 2e-3,
    });
  });

  test("has its minimum at the truth, for a Gaussian", () => {
    const z = tf.tensor2d(normal(key(8), 4000), [2000, 2]);
    const deviation = tf.sqrt(tf.mean(tf.square(z)));
    const { grad } = valueAndGrad((scale: tf.Scalar) =>
      scoreMatchingLoss((at) => tf.sum(tf.mul(tf.square(at), tf.mul(scale, 0.5)), 1), z),
    )(tf.reciprocal(tf.square(deviation)) as tf.Scalar);
    expectClose(grad, [0], { atol: 1e-4 });
  });
});

describe("slicedScoreMatchingLoss", () => {
  test("is scoreMatchingLoss on average over orthogonal directions of length √dim", () => {
    const energy = network(w1);
    const along = [
      [Math.SQRT2, 0],
      [0, Math.SQRT2],
    ].map((v) =>
      slicedScoreMatchingLoss(energy, { x, directions: tf.tile(tf.tensor2d([v]), [4, 1]) }),
    );
    expectClose(tf.mean(tf.stack(along)), scoreMatchingLoss(energy, x), { atol: 1e-4 });
  });

  test("is differentiable in the parameters of the energy", () => {
    const directions = generic([4, 2], { seed: 6 }) as tf.Tensor2D;
    expectGradient(
      (w) => slicedScoreMatchingLoss(network(w as tf.Tensor2D), { x, directions }),
      [w1],
      { rtol: 2e-3, atol: 2e-3 },
    );
  });
});

describe("denoisingScoreMatchingLoss", () => {
  const normals = generic([4, 2], { seed: 5 }) as tf.Tensor2D;

  test("is its closed form for a Gaussian", () => {
    const energy = (at: tf.Tensor2D): tf.Tensor1D => tf.mul(tf.sum(tf.square(at), 1), 0.5);
    const sigma = 0.4;
    const noisy = tf.add(x, tf.mul(normals, sigma));
    const expected = tf.sum(tf.square(tf.sub(tf.mul(noisy, sigma), normals)), 1);
    const loss = denoisingScoreMatchingLoss(energy, { x, normals }, { deviation: sigma });
    expectClose(loss, tf.mul(tf.mean(expected), 0.5));
  });

  test("has no gradient in expectation at the density of the noisy data", () => {
    const sigma = 0.5;
    const count = 20000;
    const data = tf.tensor2d(normal(key(9), count), [count, 1]);
    const noise = tf.tensor2d(normal(key(10), count), [count, 1]);
    const slope = (precision: number): number =>
      scalar(
        valueAndGrad((p: tf.Scalar) =>
          denoisingScoreMatchingLoss(
            (at) => tf.sum(tf.mul(tf.square(at), tf.mul(p, 0.5)), 1),
            { x: data, normals: noise },
            { deviation: sigma },
          ),
        )(tf.scalar(precision)).grad,
      );
    const optimum = 1 / (1 + sigma ** 2);
    expect(Math.abs(slope(optimum))).toBeLessThan(0.02);
    expect(slope(1)).toBeGreaterThan(0.02);
  });

  test("is differentiable in the parameters of the energy", () => {
    const through = (w: tf.Tensor): tf.Tensor =>
      denoisingScoreMatchingLoss(network(w as tf.Tensor2D), { x, normals });
    expectGradient(through, [w1]);
    expectSecondGradient(through, [w1], { rtol: 2e-3, atol: 2e-3 });
  });
});
