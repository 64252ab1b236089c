import type { MatrixLike } from "@ebm/core/matrix";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { drawn, meanLogProb, points, truth } from "../../test/mixture-points.js";
import { gaussian } from "../proposals/gaussian.js";
import { kernelDensity } from "../proposals/kernel-density.js";
import { fitGaussian } from "./fit-gaussian.js";
import { fitUniformBox } from "./fit-uniform-box.js";
import { scottBandwidth } from "./scott-bandwidth.js";

describe("fitGaussian", () => {
  test("has the mean and covariance of the points", () => {
    const { mean, factor, whitener } = fitGaussian(points);
    const x = tf.tensor2d(Float32Array.from(points.data), [3000, 2]);
    const center = tf.mean(x, 0);
    const centered = tf.sub(x, center);
    const l = tf.tensor2d(factor);
    expectClose(tf.tensor1d([...mean]), center);
    expectClose(tf.matMul(l, l, false, true), tf.div(tf.matMul(centered, centered, true), 3000), {
      atol: 1e-4,
    });
    expectClose(tf.matMul(l, tf.tensor2d(whitener)), tf.eye(2));
  });

  test("is the Gaussian of greatest likelihood", () => {
    const fit = fitGaussian(points);
    const best = meanLogProb(gaussian(fit), points);
    for (const scale of [0.9, 1.1]) {
      const other = gaussian(fitGaussian(points, { scale }));
      expect(meanLogProb(other, points)).toBeLessThan(best - 1e-3);
    }
    const diagonal = gaussian(fitGaussian(points, { covariance: "diagonal" }));
    expect(meanLogProb(diagonal, points)).toBeLessThan(best);
    const moved = gaussian({ ...fit, mean: fit.mean.map((m) => m + 0.1) });
    expect(meanLogProb(moved, points)).toBeLessThan(best - 1e-4);
  });

  test("multiplies the deviations by its scale", () => {
    const [one, three] = [fitGaussian(points), fitGaussian(points, { scale: 3 })];
    expectClose(
      three.factor.flat(),
      one.factor.flat().map((x) => 3 * x),
    );
    expectClose(
      three.whitener.flat(),
      one.whitener.flat().map((x) => x / 3),
    );
  });

  test("refuses points in a plane", () => {
    const line: MatrixLike = { data: [0, 0, 1, 2, 2, 4], shape: [3, 2] };
    expect(() => fitGaussian(line)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: fitGaussian: \`points\` have a coordinate 1 that depends linearly on the ones before it, expected a covariance of full rank.]`,
    );
  });

  test("refuses numbers that are not finite, and as many as do not fit", () => {
    const bad: MatrixLike = { data: [0, Number.NaN], shape: [1, 2] };
    expect(() => fitGaussian(bad)).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: fitGaussian: \`points\` has NaN in row 0, expected finite numbers.]`,
    );
    expect(() => fitGaussian({ data: [1], shape: [1, 2] })).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: fitGaussian: \`points\` has 1 numbers of shape [1, 2], expected rows·dim numbers and at least one row.]`,
    );
  });
});

describe("fitUniformBox", () => {
  test("is the least box, and a margin around it", () => {
    const three: MatrixLike = { data: [0, 5, 2, -1, 1, 1], shape: [3, 2] };
    expect(fitUniformBox(three)).toEqual({ low: [0, -1], high: [2, 5] });
    expect(fitUniformBox(three, { margin: 0.5 })).toEqual({ low: [-1, -4], high: [3, 8] });
  });
});

describe("scottBandwidth", () => {
  const few = drawn(truth, 1000, 12);
  const bandwidth = scottBandwidth(few);

  test("is the deviation times rows^(−1 / (dim + 4))", () => {
    const diagonal = fitGaussian(few, { covariance: "diagonal" }).factor.map((row, j) => row[j]!);
    const expected = diagonal.map((sigma) => sigma * 1000 ** (-1 / 6));
    expectClose(bandwidth, expected);
  });

  test("makes a kernel density that is nearer to the truth than a Gaussian", () => {
    const kernels = kernelDensity({ points: few, bandwidth });
    const fresh = drawn(truth, 500, 11);
    const loss = meanLogProb(truth, fresh) - meanLogProb(kernels, fresh);
    expect(loss).toBeGreaterThan(0);
    expect(loss).toBeLessThan(0.3); // too smooth for two modes, as the rule is
    expect(meanLogProb(gaussian(fitGaussian(few)), fresh)).toBeLessThan(
      meanLogProb(kernels, fresh),
    );
  });

  test("makes the same kernel density of packed points as of a tensor", () => {
    const points = tf.tensor2d(Float32Array.from(few.data), [1000, 2]);
    const at = tf.slice(points, [0, 0], [10, 2]);
    expectClose(
      kernelDensity({ points: few, bandwidth }).logProb(at),
      kernelDensity({ points, bandwidth }).logProb(at),
      { atol: 0, rtol: 0 },
    );
  });
});
