import { spawnSync } from "node:child_process";
import { foldIn, key, uniform } from "@ebm/core/random";
import { expect, test } from "vitest";
import type { SearchSpace, Values } from "../space/search-space.js";
import { unitValues } from "../space/unit-values.js";
import { logNormalMass } from "./normal-mass.js";
import { parzen } from "./parzen.js";
import { type Tried, tpe } from "./tpe.js";

const space: SearchSpace = {
  x: { min: -2, max: 5 },
  rate: { min: 1e-5, max: 1e-1, scale: "log" },
  n: { min: 2, max: 40, integer: true },
  units: { min: 1, max: 2 ** 20, integer: true, scale: "log" },
  kind: { values: ["a", "b", "c"] },
};

test("masses of the normal distribution are exact in both tails", () => {
  expect(logNormalMass(-1, 1)).toBeCloseTo(Math.log(0.6826894921370859), 14);
  // Φ(−10) = 7.619853024160527e-24, Φ(−3) = 0.0013498980316300946
  expect(logNormalMass(-40, -10)).toBeCloseTo(Math.log(7.619853024160527e-24), 12);
  expect(logNormalMass(10, 40)).toBeCloseTo(Math.log(7.619853024160527e-24), 12);
  expect(logNormalMass(3, 50)).toBeCloseTo(Math.log(0.0013498980316300946), 12);
  expect(logNormalMass(-1e4, 1e4)).toBeCloseTo(0, 15);
  expect(Number.isFinite(logNormalMass(1e4, 1e4 + 1))).toBe(true);
});

test("densities of whole numbers and choices sum to 1", () => {
  const small: SearchSpace = {
    n: { min: 1, max: 6, integer: true, scale: "log" },
    kind: { values: [[1], [2, 3]] },
  };
  const observations = Array.from({ length: 30 }, (_, i) =>
    unitValues(small, uniform(foldIn(key(1), i), 2)),
  );
  const { logDensity } = parzen(small, observations);
  let sum = 0;
  for (let n = 1; n <= 6; n++) {
    for (const kind of [[1], [2, 3]]) sum += Math.exp(logDensity({ n, kind }));
  }
  expect(sum).toBeCloseTo(1, 12);
});

test("samples have the density", () => {
  const one: SearchSpace = { x: { min: 0, max: 1 } };
  const { logDensity, sample } = parzen(one, [{ x: 0.2 }, { x: 0.25 }, { x: 0.9 }]);
  const count = 4000;
  const uniforms = uniform(key(3), 2 * count);
  const samples = Array.from(
    { length: count },
    (_, i) => sample(uniforms.subarray(2 * i, 2 * i + 2)).x as number,
  );
  for (const end of [0.1, 0.3, 0.5, 0.8]) {
    let mass = 0;
    for (let i = 0; i < 1000; i++)
      mass += Math.exp(logDensity({ x: (end * (i + 0.5)) / 1000 })) * (end / 1000);
    const share = samples.filter((x) => x < end).length / count;
    expect(Math.abs(share - mass)).toBeLessThan(0.03);
  }
});

test("densities are those of Optuna", ({ skip }) => {
  // whole numbers without ties, whose order is not defined there
  const wide: SearchSpace = {
    ...space,
    n: { min: 2, max: 4000, integer: true },
    units: { min: 10_000, max: 2 ** 20, integer: true, scale: "log" },
  };
  const valuesAt = (seed: number): Values => unitValues(wide, uniform(foldIn(key(9), seed), 5));
  const python = process.env.EBM_PYTHON ?? "python3";
  const sizes = [0, 1, 2, 10, 26, 60];
  const observations = sizes.map((count) => Array.from({ length: count }, (_, i) => valuesAt(i)));
  const samples = Array.from({ length: 20 }, (_, i) => valuesAt(1000 + i));
  const input = JSON.stringify([observations, samples]);
  const { status, stdout, stderr } = spawnSync(python, ["-c", OPTUNA], { encoding: "utf8", input });
  if (/No module named 'optuna'/.test(stderr)) skip(`no optuna in ${python}: set EBM_PYTHON`);
  expect(status, stderr).toBe(0);
  const expected: number[][] = JSON.parse(stdout);
  for (const [size, tried] of observations.entries()) {
    const { logDensity } = parzen(wide, tried);
    for (const [i, values] of samples.entries()) {
      expect(logDensity(values), `of ${tried.length}`).toBeCloseTo(expected[size]![i]!, 8);
    }
  }
});

const OPTUNA = `
import json, sys
import numpy as np
from optuna.distributions import CategoricalDistribution, FloatDistribution, IntDistribution
from optuna.samplers._tpe.parzen_estimator import _ParzenEstimator, _ParzenEstimatorParameters
from optuna.samplers._tpe.sampler import default_weights
space = {
    "x": FloatDistribution(-2, 5), "rate": FloatDistribution(1e-5, 1e-1, log=True),
    "n": IntDistribution(2, 4000), "units": IntDistribution(10000, 2**20, log=True),
    "kind": CategoricalDistribution(["a", "b", "c"]),
}
def table(rows):
    return {k: np.array([d.to_internal_repr(r[k]) for r in rows], dtype=float) for k, d in space.items()}
parameters = _ParzenEstimatorParameters(1.0, True, False, default_weights, True)
observations, samples = json.load(sys.stdin)
print(json.dumps([
    _ParzenEstimator(table(tried), space, parameters).log_pdf(table(samples)).tolist()
    for tried in observations
]))`;

test("it finds a minimum with fewer points than random search", () => {
  const cost = ({ x, rate, n, kind }: Values): number =>
    (((x as number) - 1) / 7) ** 2 +
    (Math.log10((rate as number) / 1e-3) / 4) ** 2 +
    (((n as number) - 10) / 38) ** 2 +
    (kind === "b" ? 0 : 0.1);
  const best = (suggest: (tried: readonly Tried[], i: number) => Values): number => {
    const tried: Tried[] = [];
    for (let i = 0; i < 40; i++) {
      const values = suggest(tried, i);
      tried.push({ values, cost: cost(values) });
    }
    return Math.min(...tried.map((it) => it.cost));
  };
  const [random, guided] = [0, 1, 2].reduce(
    ([r, g], seed) => {
      const at = (i: number) => unitValues(space, uniform(foldIn(foldIn(key(5), seed), i), 5));
      return [
        r! + best((_, i) => at(i)),
        g! +
          best((tried, i) => (i < 10 ? at(i) : tpe({ space, tried, key: foldIn(key(seed), i) }))),
      ];
    },
    [0, 0],
  );
  expect(guided!).toBeLessThan(random! / 2);
});
