import { key, normal, valueAndGrad } from "@ebm/core";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { gaussian } from "../proposals/gaussian.js";
import { nceLoss } from "./nce-loss.js";
import { snlLoss } from "./snl-loss.js";

/** E(x) = −θ₁ x − θ₂ x², the Gaussian in its natural parameters. */
type Natural = { readonly theta: tf.Tensor1D; readonly b: tf.Scalar };

const energy = (theta: tf.Tensor1D, x: tf.Tensor1D): tf.Tensor1D => {
  const statistics = tf.stack([x, tf.square(x)], 1) as tf.Tensor2D;
  return tf.neg(tf.squeeze(tf.matMul(statistics, tf.expandDims<tf.Tensor2D>(theta, 1)), [1]));
};

const data = normal(key(1), 400).map((z) => 1 + 0.8 * z);
const x = tf.keep(tf.tensor1d(data));
const proposal = gaussian({ mean: [0.5], factor: [[1.5]], whitener: [[1 / 1.5]] });

function draws(seed: number, count: number): { y: tf.Tensor1D; logQ: tf.Tensor1D } {
  const y = proposal.sample(tf.tensor2d(normal(key(seed), count), [count, 1]));
  return { y: tf.squeeze(y, [1]), logQ: proposal.logProb(y) };
}

function lossAt({ theta, b }: Natural, { y, logQ }: ReturnType<typeof draws>): tf.Scalar {
  return snlLoss({
    dataEnergy: energy(theta, x),
    sampleEnergy: energy(theta, y),
    sampleLogProb: logQ,
    logNormalizer: b,
  });
}

/** log ∫ exp(θ₁ x + θ₂ x²). */
function logNormalizer([one, two]: readonly number[]): number {
  return one! ** 2 / (-4 * two!) + Math.log(-Math.PI / two!) / 2;
}

describe("snlLoss of an exponential family", () => {
  test("is jointly convex in parameters and b, for any draws", () => {
    for (let seed = 10; seed < 30; seed++) {
      const [a, b, c] = normal(key(seed), 3) as unknown as [number, number, number];
      const params = { theta: tf.tensor1d([a, -0.5 - b * b]), b: tf.scalar(c) };
      const hessian = hessianOf((p) => lossAt(p, draws(seed, 30)), params);
      // shifted by what float32 rounds, all leading minors are positive
      const shift = 1e-5 * (hessian[0]![0]! + hessian[1]![1]! + hessian[2]![2]!);
      for (const minor of leadingMinors(hessian, shift)) expect(minor).toBeGreaterThan(0);
    }
  });

  test("recovers the maximum likelihood, and b its log Z", () => {
    const mean = data.reduce((sum, xi) => sum + xi, 0) / data.length;
    const variance = data.reduce((sum, xi) => sum + (xi - mean) ** 2, 0) / data.length;
    const mle = [mean / variance, -1 / (2 * variance)];

    // each from other draws, so that their spread is the error of the estimator
    const found = Array.from({ length: 8 }, (_, run) => minimize(draws(100 + run, 3000)));
    const exact = [...mle, logNormalizer(mle)];
    for (const [i, expected] of exact.entries()) {
      const values = found.map((it) => it[i]!);
      const center = values.reduce((a, b) => a + b) / values.length;
      const spread = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
      const error = Math.sqrt(spread / (values.length - 1) / values.length);
      expect(Math.abs(center - expected)).toBeLessThan(3 * error + 1e-3);
      expect(error).toBeLessThan(0.02);
    }
  });

  test.each([50, -50])("descends from b = %d without leaving the finite", (start) => {
    let params: Natural = { theta: tf.tensor1d([0, -0.5]), b: tf.scalar(start) };
    const sample = draws(7, 200);
    for (let step = 0; step < 60; step++) {
      const { value, grad } = valueAndGrad(lossAt)(params, sample);
      const norm = Math.hypot(...grad.theta.dataSync(), ...grad.b.dataSync());
      expect(Number.isFinite(value.dataSync()[0]!) && Number.isFinite(norm)).toBe(true);
      const rate = 1 / Math.max(norm, 1); // clipped to norm 1
      params = {
        theta: tf.sub(params.theta, tf.mul(grad.theta, rate)),
        b: tf.sub(params.b, tf.mul(grad.b, rate)),
      };
    }
    expect(Math.abs(params.b.dataSync()[0]!)).toBeLessThan(50);
  });
});

test("values and gradients of snlLoss are unbiased over draws", () => {
  const params = { theta: tf.tensor1d([1, -0.7]), b: tf.scalar(1) };
  const runs = Array.from({ length: 400 }, (_, run) => {
    const { value, grad } = valueAndGrad(lossAt)(params, draws(1000 + run, 20));
    return [value, grad.b, grad.theta].flatMap((it) => [...it.dataSync()]);
  });

  // E of the statistics under p ∝ exp(−E), in closed form
  const [variance, mean] = [1 / 1.4, 1 / 1.4];
  const mass = Math.exp(logNormalizer([1, -0.7]) - 1);
  const average = (f: (xi: number) => number): number =>
    data.reduce((sum, xi) => sum + f(xi), 0) / data.length;
  const exact = [
    average((xi) => -xi + 0.7 * xi ** 2) + 1 + mass - 1,
    1 - mass,
    -average((xi) => xi) + mass * mean,
    -average((xi) => xi ** 2) + mass * (variance + mean ** 2),
  ];
  for (const [i, expected] of exact.entries()) {
    const values = runs.map((run) => run[i]!);
    const center = values.reduce((a, b) => a + b) / runs.length;
    const spread = values.reduce((sum, value) => sum + (value - center) ** 2, 0) / runs.length;
    expect(Math.abs(center - expected) / Math.sqrt(spread / runs.length)).toBeLessThan(4);
  }
});

test("the gradient of nceLoss tends to that of snlLoss as ν grows", () => {
  const params = { theta: tf.tensor1d([1, -0.7]), b: tf.scalar(1) };
  const { y, logQ } = draws(3, 50);
  const dataLogProb = proposal.logProb(tf.expandDims<tf.Tensor2D>(x, 1));
  const flat = ({ theta, b }: Natural): number[] => [...theta.dataSync(), ...b.dataSync()];
  const limit = flat(valueAndGrad(lossAt)(params, { y, logQ }).grad);

  const distances = [1, 10, 100, 1000].map((noiseRatio) => {
    const { grad } = valueAndGrad(({ theta, b }: Natural) =>
      nceLoss(
        {
          dataEnergy: energy(theta, x),
          dataLogProb,
          sampleEnergy: energy(theta, y),
          sampleLogProb: logQ,
          logNormalizer: b,
        },
        { noiseRatio },
      ),
    )(params);
    return Math.hypot(...flat(grad).map((g, i) => g - limit[i]!));
  });
  for (const [i, distance] of distances.slice(1).entries()) {
    expect(distance).toBeLessThan(distances[i]! / 3);
  }
  expect(distances.at(-1)).toBeLessThan(0.01 * Math.hypot(...limit));
});

function hessianOf(f: (params: Natural) => tf.Scalar, params: Natural): number[][] {
  const flatGrad = (p: Natural): tf.Tensor1D => {
    const { grad } = valueAndGrad(f)(p);
    return tf.concat([grad.theta, tf.reshape(grad.b, [1])]);
  };
  return [0, 1, 2].map((i) => {
    const row = valueAndGrad((p: Natural) => tf.sum(tf.slice(flatGrad(p), i, 1)))(params).grad;
    return [...row.theta.dataSync(), ...row.b.dataSync()];
  });
}

function leadingMinors(h: number[][], shift: number): number[] {
  const [[a, b, c], [, d, e], [, , f]] = h.map((row, i) =>
    row.map((value, j) => value + (i === j ? shift : 0)),
  ) as [number[], number[], number[]];
  const two = a! * d! - b! * b!;
  return [a!, two, a! * (d! * f! - e! * e!) - b! * (b! * f! - c! * e!) + c! * (b! * e! - c! * d!)];
}

/** Newton's method, damped, from θ = (0, −½) and b = 0. */
function minimize(sample: ReturnType<typeof draws>): number[] {
  let at = [0, -0.5, 0];
  for (let step = 0; step < 30; step++) {
    const params = { theta: tf.tensor1d(at.slice(0, 2)), b: tf.scalar(at[2]!) };
    const { grad } = valueAndGrad(lossAt)(params, sample);
    const gradient = [...grad.theta.dataSync(), ...grad.b.dataSync()];
    const direction = solve(
      hessianOf((p) => lossAt(p, sample), params),
      gradient,
    );
    const size = Math.hypot(...direction);
    at = at.map((value, i) => value - direction[i]! / Math.max(1, size));
    if (size < 1e-4) break;
  }
  return at;
}

/** Gaussian elimination. */
function solve(h: number[][], g: number[]): number[] {
  const rows = h.map((row, i) => [...row, g[i]!]);
  for (const [i, pivot] of rows.entries()) {
    for (const [j, row] of rows.entries()) {
      if (j === i) continue;
      const factor = row[i]! / pivot[i]!;
      for (let k = i; k <= rows.length; k++) row[k]! -= factor * pivot[k]!;
    }
  }
  return rows.map((row, i) => row[rows.length]! / row[i]!);
}
