import { expect, test } from "vitest";
import { optimizer } from "./optimizer.js";

const rates = (config: Parameters<typeof optimizer>[0]): number[] => {
  const state = optimizer(config).init(1);
  return [0, 1, 2].map(() => state.step().learningRate);
};

test("the learning rate falls along half a cosine unless it is constant", () => {
  const common = { learningRate: 0.1, steps: 2 };
  const [first, half, last] = rates(common);
  expect(first).toBe(0.1);
  expect(half).toBeCloseTo(0.05, 10);
  expect(last).toBeCloseTo(0, 10);
  expect(rates({ ...common, schedule: "constant" })).toEqual([0.1, 0.1, 0.1]);
});

test("is AdamW where weights decay, otherwise Adam", () => {
  const common = { learningRate: 0.1, steps: 10 };
  expect(optimizer({ ...common, weightDecay: 0.1 }).name).toBe("adamw");
  expect(optimizer({ ...common, weightDecay: 0 }).name).toBe("adam");
  // by l2 the first step is one of the learning rate, by decay a share of the parameter
  const moved = (config: object): number => {
    const { params, step } = optimizer({ ...common, ...config }).init(1);
    params[0] = 2;
    step();
    return 2 - params[0]!;
  };
  expect(moved({ l2: 0.5 })).toBeCloseTo(0.1, 5);
  expect(moved({ weightDecay: 0.5 })).toBeCloseTo(0.1, 5);
  expect(moved({ weightDecay: 0.25 })).toBeCloseTo(0.05, 5);
});
