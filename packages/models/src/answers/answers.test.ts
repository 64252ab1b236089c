import { key, normal, uniform } from "@ebm/core";
import { describe, expect, test } from "vitest";
import type { LabelChain } from "../multilabel/label-chain.js";
import { conformalThreshold } from "./conformal-threshold.js";
import { f1Set } from "./f1-set.js";
import { topRankings } from "./top-rankings.js";
import { topSets } from "./top-sets.js";
import { MOST_UNKNOWN, weightedSets } from "./weighted-sets.js";

/** Two chains of any order with couplings of the size given. */
function chainsOf(labels: number, size: number): LabelChain[] {
  return [1, 2].map((seed) => {
    const order = Int32Array.from(uniform(key(seed), labels).keys()).sort(
      (a, b) => ((a * 7 * seed + 3) % labels) - ((b * 7 * seed + 3) % labels) || a - b,
    );
    const noise = normal(key(seed + 10), labels ** 2);
    const data = new Float32Array(labels ** 2);
    for (const [place, i] of order.entries()) {
      for (const j of order.subarray(place + 1))
        data[i * labels + j] = size * noise[i * labels + j]!;
    }
    return {
      order,
      scale: Float32Array.from({ length: labels }, () => 1.2),
      bias: normal(key(seed + 20), labels),
      couplings: { data, shape: [labels, labels] },
    };
  });
}

/** p(y|x) of a set in float64, written out anew. */
function probability(
  chains: readonly LabelChain[],
  logits: ArrayLike<number>,
  set: ArrayLike<number>,
) {
  const each = chains.map(({ scale, bias, couplings }) => {
    let p = 1;
    for (let j = 0; j < logits.length; j++) {
      let logit = scale[j]! * logits[j]! + bias[j]!;
      for (let i = 0; i < logits.length; i++) {
        const surprise = set[i]! - 1 / (1 + Math.exp(-logits[i]!));
        logit += surprise * couplings.data[i * logits.length + j]!;
      }
      p *= 1 / (1 + Math.exp(set[j] === 1 ? -logit : logit));
    }
    return p;
  });
  return each.reduce((sum, p) => sum + p / each.length, 0);
}

const statesOf = (labels: number) =>
  Array.from({ length: 2 ** labels }, (_, i) =>
    Array.from({ length: labels }, (_, j) => (i >> j) & 1),
  );

describe("weightedSets", () => {
  const labels = 5;
  const chains = chainsOf(labels, 1);
  const logits = normal(key(5), labels);

  test("lists all sets with their probabilities", async () => {
    const { sets, weights, isExact } = await weightedSets({ chains }, { logits });
    expect(isExact).toBe(true);
    for (const [i, weight] of weights.entries()) {
      const own = sets.subarray(i * labels, (i + 1) * labels);
      expect(weight).toBeCloseTo(probability(chains, logits, own), 12);
    }
  });

  test("given some labels, lists the others with conditional probabilities", async () => {
    const known = [Number.NaN, 1, Number.NaN, 0, Number.NaN];
    const { sets, weights } = await weightedSets({ chains }, { logits, known });
    const states = statesOf(labels).filter((set) => set[1] === 1 && set[3] === 0);
    const total = states.reduce((sum, set) => sum + probability(chains, logits, set), 0);
    expect(weights.length).toBe(8);
    for (const [i, weight] of weights.entries()) {
      const own = sets.subarray(i * labels, (i + 1) * labels);
      expect(weight).toBeCloseTo(probability(chains, logits, own) / total, 12);
    }
  });

  test("of many labels, draws weighted samples that agree with sums over all sets", async () => {
    const many = MOST_UNKNOWN + 2;
    const own = { chains: chainsOf(many, 0.7) };
    const row = normal(key(6), many);
    const known = Float64Array.from({ length: many }, () => Number.NaN);
    known[2] = 1;
    const all = statesOf(many).filter((set) => set[2] === 1);
    const p = all.map((set) => probability(own.chains, row, set));
    const total = p.reduce((sum, value) => sum + value);
    const sampled = await weightedSets(own, { logits: row, known, samples: 4000, key: key(3) });
    expect(sampled.isExact).toBe(false);
    expect(sampled.effective).toBeGreaterThan(1000);
    for (let j = 0; j < many; j++) {
      const exact = all.reduce((sum, set, i) => sum + (set[j]! * p[i]!) / total, 0);
      const found = sampled.weights.reduce((sum, w, i) => sum + w * sampled.sets[i * many + j]!, 0);
      const error = Math.sqrt(Math.max(0, exact * (1 - exact)) / sampled.effective);
      expect(Math.abs(found - exact)).toBeLessThan(5 * error + 1e-9);
    }
  });
});

describe("f1Set", () => {
  test("maximizes the expected F1 over all sets", async () => {
    for (const seed of [1, 2, 3, 4]) {
      const labels = 4;
      const model = { chains: chainsOf(labels, 1.5) };
      const all = await weightedSets(model, {
        logits: normal(key(seed), labels).map((z) => 2 * z - 1),
      });
      const expected = (chosen: ArrayLike<number>): number =>
        all.weights.reduce((sum, weight, i) => {
          const own = all.sets.subarray(i * labels, (i + 1) * labels);
          const [size, chosenSize] = [own, chosen].map((it) =>
            Array.from(it).reduce((a, b) => a + b),
          );
          const both = Array.from(own).reduce((count, bit, j) => count + bit * chosen[j]!, 0);
          const f1 = size! + chosenSize! === 0 ? 1 : (2 * both) / (size! + chosenSize!);
          return sum + weight * f1;
        }, 0);
      const best = Math.max(...statesOf(labels).map(expected));
      expect(expected(f1Set(all))).toBeCloseTo(best, 12);
    }
  });
});

describe("topSets", () => {
  test("finds the likeliest of few labels, exactly", async () => {
    const chains = chainsOf(6, 1);
    const logits = normal(key(9), 6);
    const { sets, probabilities, isExact } = await topSets({ chains }, logits, { count: 3 });
    const sorted = statesOf(6)
      .map((set) => probability(chains, logits, set))
      .sort((a, b) => b - a);
    expect(isExact).toBe(true);
    for (const [i, p] of probabilities.entries()) {
      expect(p).toBeCloseTo(sorted[i]!, 12);
      expect(probability(chains, logits, sets[i]!)).toBeCloseTo(p, 12);
    }
  });

  test("of more labels, a beam finds likely ones, and says that it may miss some", async () => {
    const labels = MOST_UNKNOWN + 1;
    const chains = chainsOf(labels, 0.7);
    const logits = normal(key(9), labels);
    const { sets, probabilities, isExact } = await topSets({ chains }, logits, { count: 3 });
    const best = Math.max(...statesOf(labels).map((set) => probability(chains, logits, set)));
    expect(isExact).toBe(false);
    expect(probabilities[0]).toBeCloseTo(best, 12);
    for (const [i, set] of sets.entries()) {
      expect(probability(chains, logits, set)).toBeCloseTo(probabilities[i]!, 12);
    }
  });
});

describe("topRankings", () => {
  const model = (labels: number) => ({
    chains: [false, true].map((fromLast) => ({
      fromLast,
      scale: 1.1,
      positions: Float64Array.from(normal(key(31), labels ** 2)),
      couplings: Float64Array.from(normal(key(32), labels ** 2)),
    })),
  });

  test("lists all orders of few labels: their probabilities sum to 1", () => {
    const utilities = [normal(key(41), 4), normal(key(42), 4)];
    const { probabilities, isExact } = topRankings(model(4), utilities, { count: 24 });
    expect(isExact).toBe(true);
    expect(probabilities.length).toBe(24);
    expect(probabilities.reduce((sum, p) => sum + p)).toBeCloseTo(1, 12);
    expect(probabilities).toEqual(probabilities.toSorted().reverse());
  });

  test("of more labels, a beam finds what a wider beam finds first", () => {
    const utilities = [normal(key(41), 7)];
    const { places, probabilities, isExact } = topRankings(model(7), utilities, { count: 2 });
    const wide = topRankings(model(7), utilities, { count: 2, beam: 5040 });
    expect(isExact).toBe(false);
    expect(probabilities[0]).toBe(wide.probabilities[0]);
    expect(places[0]).toEqual(wide.places[0]);
  });
});

describe("conformalThreshold", () => {
  test("covers all labels of new rows as often as was asked, whatever the probabilities are", () => {
    const [rows, labels, coverage] = [199, 3, 0.8];
    let covered = 0;
    const trials = 200;
    for (let trial = 0; trial < trials; trial++) {
      const probabilities = uniform(key(trial), (rows + 1) * labels);
      const u = uniform(key(trial + 1000), (rows + 1) * labels);
      // a model that is wrong: labels are likelier than it says
      const y = u.map((value, i) => Number(value < Math.sqrt(probabilities[i]!)));
      const part = (data: Float32Array, from: number, to: number) => ({
        data: data.subarray(from * labels, to * labels),
        shape: [to - from, labels] as const,
      });
      const threshold = conformalThreshold({
        probabilities: part(probabilities, 0, rows),
        y: part(y, 0, rows),
        coverage,
      });
      const last = Array.from({ length: labels }, (_, j) => rows * labels + j);
      if (last.every((i) => y[i] === 0 || probabilities[i]! >= threshold)) covered++;
    }
    const error = Math.sqrt((coverage * (1 - coverage)) / trials);
    expect(Math.abs(covered / trials - coverage)).toBeLessThan(4 * error);
  });

  test("takes all labels if there are too few rows", () => {
    const probabilities = { data: [0.5, 0.5], shape: [2, 1] as const };
    const y = { data: Float32Array.of(1, 0), shape: [2, 1] as const };
    expect(conformalThreshold({ probabilities, y, coverage: 0.9 })).toBe(Number.NEGATIVE_INFINITY);
    expect(() => conformalThreshold({ probabilities, y, coverage: 1 })).toThrow(
      "conformalThreshold: `coverage` is 1, expected a number above 0 and below 1.",
    );
  });
});
