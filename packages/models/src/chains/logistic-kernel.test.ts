import { registerGradients } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { logisticKernel } from "./logistic-kernel.js";

registerGradients();

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

function kernel(
  z: ArrayLike<number>,
  { mean, scale, step }: Record<"mean" | "scale" | "step", number>,
) {
  return logisticKernel({
    z: tf.tensor1d(Float32Array.from(z)),
    means: tf.scalar(mean),
    logScales: tf.scalar(Math.log(scale)),
    step: tf.scalar(step),
  });
}

const cases = [
  { mean: 0.3, scale: 0.5, step: 0.001 },
  { mean: 0.3, scale: 0.5, step: 0.8 },
  { mean: -0.2, scale: 0.01, step: 0.5 },
];

describe.each(cases)("logisticKernel of $mean, $scale, $step", (shape) => {
  const { mean, scale, step } = shape;

  test("has the density of its definition", () => {
    const z = [-1.7, -0.1, 0.2, 0.35, 2];
    const expected = z.map((value) => {
      const [a, b] = [1, -1].map((side) => (value + (side * step) / 2 - mean) / scale);
      // σ(a) − σ(b) of the upper tail is that of the lower one
      const difference = a! + b! > 0 ? sigmoid(-b!) - sigmoid(-a!) : sigmoid(a!) - sigmoid(b!);
      return Math.log(difference / step);
    });
    const finite = expected.map((value) => Number.isFinite(value) && value > -30);
    const actual = [...kernel(z, shape).dataSync<"float32">()];
    expectClose(
      actual.filter((_, i) => finite[i]),
      expected.filter((_, i) => finite[i]),
      { atol: 2e-3 },
    );
  });

  test("integrates to 1, and is at most 1 / step", () => {
    const width = 1e-3;
    const z = Float64Array.from({ length: 40_000 }, (_, i) => (i + 0.5) * width - 20);
    const density = tf.exp(kernel(z, shape)).dataSync<"float32">();
    expect(Math.abs(density.reduce((sum, p) => sum + p * width, 0) - 1)).toBeLessThan(1e-3);
    expect(Math.max(...density)).toBeLessThan((1 / step) * 1.001);
  });
});

test("sums to 1 over a grid of its step, whatever the scale", () => {
  const step = 0.7;
  const grid = Array.from({ length: 61 }, (_, i) => (i - 30) * step);
  for (const scale of [0.005, 0.3]) {
    const density = tf.exp(kernel(grid, { mean: 0.2, scale, step })).dataSync<"float32">();
    expect(density.reduce((sum, p) => sum + p * step, 0)).toBeCloseTo(1, 4);
  }
});

test("has the gradient of finite differences, on both sides of the series", () => {
  const z = tf.tensor1d([-0.4, 0.1, 0.9]);
  expectGradient(
    (parameters) =>
      logisticKernel({
        z,
        means: tf.slice(parameters, [0], [3]),
        logScales: tf.slice(parameters, [3], [3]),
        step: tf.scalar(0.5),
      }),
    [tf.tensor1d([0.1, 0.2, 0.3, -1.5, -0.3, 0.6])],
  );
});
