import { expect, test } from "vitest";
import { describeOptimizer } from "../test/optimizer-laws.js";
import { wave } from "../test/wave.js";
import { adam } from "./adam.js";

describeOptimizer("adam", adam);

test("is the textbook's in float64, to the rounding of float32", () => {
  const [beta1, beta2, epsilon, learningRate] = [0.8, 0.99, 1e-6, 0.01];
  const state = adam({ learningRate, beta1, beta2, epsilon }).init(1000);
  const [p, m, v] = [new Float64Array(1000), new Float64Array(1000), new Float64Array(1000)];
  for (let t = 1; t <= 100; t++) {
    state.grad.set(wave(1000, t));
    for (const [i, g] of state.grad.entries()) {
      m[i] = beta1 * m[i]! + (1 - beta1) * g;
      v[i] = beta2 * v[i]! + (1 - beta2) * g ** 2;
      const [mean, square] = [m[i] / (1 - beta1 ** t), v[i] / (1 - beta2 ** t)];
      p[i]! -= (learningRate * mean) / (Math.sqrt(square) + epsilon);
    }
    state.step();
  }
  // a hundred steps of at most 0.01, each rounded a few times
  for (const [i, x] of state.params.entries()) expect(Math.abs(x - p[i]!)).toBeLessThan(2e-6);
});

test("moves by the learning rate at first, however large or small the gradient", () => {
  for (const g of [1e-3, 1, 1e6]) {
    const { params, grad, step } = adam({ learningRate: 0.1 }).init(2);
    grad.set([g, -g]);
    step();
    expect(params[0]).toBeCloseTo(-0.1, 5);
    expect(params[1]).toBeCloseTo(0.1, 5);
  }
});

test("l2 joins the gradient, and so its moments", () => {
  const { params, moments, step } = adam({ learningRate: 0.1, l2: 0.5 }).init(1);
  params[0] = 2;
  step();
  expect(moments.first![0]).toBeCloseTo(0.1 * 0.5 * 2, 6);
  expect(params[0]).toBeCloseTo(1.9, 5);
});

test("l2 leaves out what does not decay", () => {
  const leaves = [
    { path: "weight", size: 3 },
    { path: "logNormalizer", size: 1 },
  ];
  const decays = (path: string): boolean => path === "weight";
  const { params, step } = adam({ learningRate: 0.1, l2: 0.5, decays }).init(leaves);
  params.fill(2);
  step();
  for (const p of params.subarray(0, 3)) expect(p).toBeCloseTo(1.9, 5);
  expect(params[3]).toBe(2);
});

test("names the option that is out of range", () => {
  const refused = (options: object, message: string): void =>
    expect(() => adam({ learningRate: 0.1, ...options })).toThrow(message);
  refused({ beta1: 1 }, "adam: `beta1` is 1, expected a number from 0 to below 1.");
  refused({ beta2: -0.1 }, "adam: `beta2` is -0.1, expected a number from 0 to below 1.");
  refused({ epsilon: 0 }, "adam: `epsilon` is 0, expected a number above 0.");
  refused({ epsilon: 1e-60 }, "adam: `epsilon` is 1e-60, expected a number above 0.");
  refused({ l2: NaN }, "adam: `l2` is NaN, expected a finite number from 0.");
});
