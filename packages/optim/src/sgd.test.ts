import { expect, test } from "vitest";
import { describeOptimizer } from "../test/optimizer-laws.js";
import { wave } from "../test/wave.js";
import { sgd } from "./sgd.js";

describeOptimizer("sgd", sgd);
describeOptimizer("sgd with momentum", (options) => sgd({ ...options, momentum: 0.5 }));
describeOptimizer("sgd with Nesterov's momentum", (options) =>
  sgd({ ...options, momentum: 0.5, nesterov: true }),
);

test.each([
  { momentum: 0, nesterov: false },
  { momentum: 0.9, nesterov: false },
  { momentum: 0.9, nesterov: true },
])("is the textbook's, with %j", ({ momentum, nesterov }) => {
  const { params, grad, step } = sgd({ learningRate: 0.01, momentum, nesterov }).init(50);
  const p = new Float64Array(50);
  const velocity = new Float64Array(50);
  for (let t = 0; t < 20; t++) {
    grad.set(wave(50, t));
    for (const [i, g] of grad.entries()) {
      velocity[i] = momentum * velocity[i]! + g;
      p[i]! -= 0.01 * (nesterov ? g + momentum * velocity[i] : velocity[i]);
    }
    step();
  }
  for (const [i, x] of params.entries()) expect(Math.abs(x - p[i]!)).toBeLessThan(2e-4);
});

test("keeps a velocity only where there is momentum", () => {
  expect(Object.keys(sgd({ learningRate: 1 }).init(1).moments)).toEqual([]);
  expect(Object.keys(sgd({ learningRate: 1, momentum: 0.9 }).init(1).moments)).toEqual([
    "velocity",
  ]);
});

test("l2 is a pull to zero in proportion to the parameters", () => {
  const { params, step } = sgd({ learningRate: 0.5, l2: 0.1 }).init(3);
  params.set([1, -2, 4]);
  step();
  for (const [i, p] of [0.95, -1.9, 3.8].entries()) expect(params[i]).toBeCloseTo(p, 6);
});

test.each([NaN, -0.1, 1, 1 - 1e-12])("refuses a momentum of %d", (momentum) => {
  expect(() => sgd({ learningRate: 1, momentum })).toThrow(
    `sgd: \`momentum\` is ${momentum}, expected a number from 0 to below 1.`,
  );
});
