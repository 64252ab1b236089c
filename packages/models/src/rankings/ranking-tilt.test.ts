import { key, normal } from "@ebm/core";
import { logMeanExp, logSumExp } from "@ebm/core/float64";
import { describe, expect, test } from "vitest";
import { choiceChain } from "./choice-chain.js";
import { rankingLogProbs } from "./ranking-log-probs.js";
import { sampleRankings } from "./sample-rankings.js";
import { tiltLogWeight } from "./tilt-log-weight.js";

const labels = 4;
const size = labels ** 2;
const tilt = { pairs: normal(key(1), size), places: normal(key(2), size) };
const chainOf = (seed: number, fromLast: boolean) =>
  choiceChain(
    Float64Array.from(normal(key(seed), 2 * size + 1), (z) => 0.7 * z),
    fromLast,
  );
const folds = [3, 4].map((seed) => ({
  data: normal(key(seed), labels),
  shape: [1, labels] as const,
}));

function permutations(items: readonly number[]): number[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((first, i) =>
        permutations(items.toSpliced(i, 1)).map((rest) => [first, ...rest]),
      );
}
const orders = permutations([0, 1, 2, 3]);
const ranksOf = (order: readonly number[]) => ({
  data: Float32Array.from(order),
  shape: [1, labels] as const,
});

describe.each([
  ["Plackett–Luce models", []],
  ["chains", [chainOf(5, false), chainOf(6, true)]],
])("an energy on %s", (_, chains) => {
  const base = orders.map((order) => rankingLogProbs({ chains }, folds, ranksOf(order))[0]!);
  const weights = orders.map((order, i) => base[i]! + tiltLogWeight(tilt, order));
  const expected = weights.map((weight) => weight - logSumExp(weights));

  test("has the probabilities of base and energy, normalized over all orders", () => {
    for (const [i, order] of orders.entries()) {
      const [logProb] = rankingLogProbs({ chains, tilt }, folds, ranksOf(order));
      expect(logProb).toBeCloseTo(expected[i]!, 5);
    }
  });

  test.each([
    ["a tie", [0, 1, 1, 2]],
    ["a label that is not ranked", [0, Number.NaN, 2, 1]],
    ["the first label alone", [0, 1, 1, 1]],
    ["nothing", [Number.NaN, Number.NaN, Number.NaN, Number.NaN]],
  ])("sums over the orders that agree with %s", (_, ranks) => {
    const agreeing = orders.flatMap((order, i) => {
      const agrees = ranks.every((a, j) =>
        ranks.every((b, k) => !(a < b) || order[j]! < order[k]!),
      );
      return agrees ? [expected[i]!] : [];
    });
    const [logProb] = rankingLogProbs({ chains, tilt }, folds, ranksOf(ranks));
    expect(logProb).toBeCloseTo(logSumExp(agreeing), 5);
  });

  test("has samples that agree with it", () => {
    const samples = 3000;
    const { data } = sampleRankings({ chains, tilt }, folds, { key: key(7), samples });
    for (const [i, order] of orders.entries()) {
      let share = 0;
      for (let s = 0; s < samples; s++) {
        const own = data.subarray(s * labels, (s + 1) * labels);
        if (own.every((place, j) => place === order[j])) share += 1 / samples;
      }
      const p = Math.exp(expected[i]!);
      expect(Math.abs(share - p)).toBeLessThan(5 * Math.sqrt(p / samples) + 0.05 * p + 0.01);
    }
  });
});

test("without an energy nothing changes", () => {
  const chains = [chainOf(5, false)];
  const zero = { pairs: new Float32Array(size), places: new Float32Array(size) };
  const [plain] = rankingLogProbs({ chains }, folds, ranksOf([2, 0, 1, 3]));
  const [tilted] = rankingLogProbs({ chains, tilt: zero }, folds, ranksOf([2, 0, 1, 3]));
  expect(tilted).toBeCloseTo(plain!, 9);
  expect(plain).toBeCloseTo(
    logMeanExp(folds.map((fold) => rankingLogProbs({ chains }, [fold], ranksOf([2, 0, 1, 3]))[0]!)),
    9,
  );
});
