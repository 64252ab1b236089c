import { key, logMeanExp, normal, valueAndGrad } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { gaussianKl } from "./gaussian-kl.js";
import { snelboLoss } from "./snelbo-loss.js";

/** z ~ N(0, 1), tilted by exp(−f) with f(z) = a z: N(−a, 1), log Z = a² / 2. */
const a = 0.8;
const f = (z: tf.Tensor1D): tf.Tensor1D => tf.mul(z, a);

/** A grid under N(0, 1): as draws, their mean of exp(−f) is Z but for rounding. */
const nodes = Float32Array.from({ length: 4001 }, (_, i) => probit((i + 0.5) / 4001));
const priorEnergy = tf.keep(f(tf.tensor1d(nodes)));

describe("snelboLoss", () => {
  const terms = {
    logLikelihood: tf.keep(tf.tensor1d(normal(key(1), 5))),
    divergence: tf.keep(tf.tensor1d(normal(key(2), 5))),
    posteriorEnergy: tf.keep(tf.tensor1d(normal(key(3), 5))),
    priorEnergy,
  };
  const at = (b: number): number =>
    snelboLoss({ ...terms, logNormalizer: tf.scalar(b) }).dataSync()[0]!;
  const logZ = logMeanExp(tf.neg(priorEnergy)).dataSync()[0]!;

  test("is the negated ELBO at the log-normalizer of the prior", () => {
    expect(logZ).toBeCloseTo(a ** 2 / 2, 2);
    const mean = (x: tf.Tensor): number => tf.mean(x).dataSync()[0]!;
    const elbo =
      mean(terms.logLikelihood) - mean(terms.divergence) - mean(terms.posteriorEnergy) - logZ;
    expect(at(logZ)).toBeCloseTo(-elbo, 5);
  });

  test.each([-2, -0.3, 0.3, 2])("exceeds it by e^δ − 1 − δ at b = log Z − %d", (delta) => {
    expect(at(logZ - delta) - at(logZ)).toBeCloseTo(Math.expm1(delta) - delta, 4);
  });

  // x = z + N(0, s²) and z ~ N(−a, 1): the posterior and log p(x) in closed form
  test("is −log p(x) of a linear Gaussian model at its posterior", () => {
    const [x, s] = [1.3, 0.5];
    const variance = 1 / (1 + 1 / s ** 2);
    const mean = variance * (x / s ** 2 - a);
    const density = (value: number, center: number, square: number): number =>
      -((value - center) ** 2) / (2 * square) - Math.log(2 * Math.PI * square) / 2;
    const inner = Float32Array.from(nodes, (z) => mean + Math.sqrt(variance) * z);
    const z = tf.tensor1d(inner);
    const divergence = gaussianKl({
      mean: tf.fill([inner.length, 1], mean),
      logDeviation: tf.fill([inner.length, 1], Math.log(variance) / 2),
    });
    const value = snelboLoss({
      logLikelihood: tf.tensor1d(inner.map((zi) => density(x, zi, s ** 2))),
      divergence,
      posteriorEnergy: f(z),
      priorEnergy,
      logNormalizer: tf.scalar(logZ),
    });
    expect(value.dataSync()[0]).toBeCloseTo(-density(x, -a, 1 + s ** 2), 2);
  });

  test("leaves b where the prior's mean weight is 1", () => {
    const { grad } = valueAndGrad((logNormalizer: tf.Scalar) =>
      snelboLoss({ ...terms, logNormalizer }),
    )(tf.scalar(logZ));
    expectClose(grad, [0], { atol: 1e-5 });
  });
});

describe("gaussianKl", () => {
  test("is 0 at the standard normal, and positive elsewhere", () => {
    const zero = tf.zeros<tf.Rank.R2>([1, 3]);
    expectClose(gaussianKl({ mean: zero, logDeviation: zero }), [0]);
    const [mean, logDeviation] = [1, 2].map((seed) =>
      tf.tensor2d(normal(key(seed), 30), [10, 3]),
    ) as [tf.Tensor2D, tf.Tensor2D];
    for (const kl of gaussianKl({ mean, logDeviation }).dataSync()) expect(kl).toBeGreaterThan(0);
  });

  test("is the mean of the log-ratio over its draws", () => {
    const [mu, sigma] = [0.7, 0.4];
    const ratios = nodes.map((z) => {
      const y = mu + sigma * z;
      return -(z * z) / 2 - Math.log(sigma) + (y * y) / 2;
    });
    const exact = ratios.reduce((sum, r) => sum + r, 0) / ratios.length;
    const kl = gaussianKl({
      mean: tf.tensor2d([[mu]]),
      logDeviation: tf.tensor2d([[Math.log(sigma)]]),
    });
    expectClose(kl, [exact], { atol: 1e-3 });
  });
});

/** Φ⁻¹ by bisection on Simpson's rule, for tests. */
function probit(p: number): number {
  let [low, high] = [-8, 8];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (cdf(middle) < p) low = middle;
    else high = middle;
  }
  return low;
}

/** Φ by its continued product with the error function's series. */
function cdf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 300; n++) {
    term *= (x * x) / (2 * n + 1);
    sum += term;
  }
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}
