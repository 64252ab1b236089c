import { expect, test } from "vitest";
import { describeOptimizer } from "../test/optimizer-laws.js";
import { wave } from "../test/wave.js";
import { adam } from "./adam.js";
import { adamw } from "./adamw.js";

// a decay that is on would move the minimum
describeOptimizer("adamw", (options) => adamw({ ...options, weightDecay: 0 }));

const leaves = [
  { path: "scores.bias", size: 3 },
  { path: "scores.weight", size: 6 },
  { path: "tau.weight", size: 5 },
  { path: "logNormalizer", size: 1 },
  { path: "last.weight", size: 2 },
];
const isWeight = (path: string): boolean => path.endsWith("weight");
const decayed = leaves.flatMap(({ path, size }) =>
  Array.from({ length: size }, () => isWeight(path)),
);

test("decays, and then is Adam, whose moments do not see it", () => {
  const numbers = { learningRate: 0.1, beta1: 0.8 };
  const w = adamw({ ...numbers, weightDecay: 0.3, decays: isWeight }).init(leaves);
  const a = adam(numbers).init(17);
  for (const { params } of [a, w]) params.set(wave(17, 1));
  for (let t = 0; t < 5; t++) {
    for (const { grad } of [a, w]) grad.set(wave(17, t));
    for (const [i, yes] of decayed.entries()) if (yes) a.params[i]! *= 1 - 0.1 * 0.3;
    a.step();
    w.step();
    expect(w.moments).toEqual(a.moments);
    for (const [i, p] of w.params.entries()) {
      expect(Math.abs(p - a.params[i]!)).toBeLessThan(1e-6 * Math.max(1, Math.abs(p)));
      if (!decayed[i]) expect(p).toBe(a.params[i]);
    }
  }
});

test("decays by 1 − learningRate·λ where there is no gradient, by default all", () => {
  const { params, step } = adamw({ learningRate: 0.1 }).init(leaves);
  params.fill(1);
  step();
  for (const p of params) expect(p).toBeCloseTo(0.999, 6);
});

test("needs leaves where some do not decay", () => {
  expect(() => adamw({ learningRate: 0.1, decays: isWeight }).init(10)).toThrow(
    "adamw.init: `layout` is 10, expected the leaves that `decays` names.",
  );
});

test("names the option that is out of range", () => {
  expect(() => adamw({ learningRate: 0.1, weightDecay: -1 })).toThrow(
    "adamw: `weightDecay` is -1, expected a finite number from 0.",
  );
});
