import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { cube } from "../test/cube.js";
import { exactPairwise } from "./exact-pairwise.js";
import { pairsOf } from "./pairwise-energy.js";

/** −E of every y, by its definition, in float64. */
function affinities(scores: ArrayLike<number>, dim: number): number[] {
  return cube(dim).map((y) => {
    const pairs = pairsOf(dim).map(([i, j]) => y[i]! * y[j]!);
    return [...y, ...pairs].reduce((sum, value, at) => sum + value * scores[at]!, 0);
  });
}

function logSumExp(values: readonly number[]): number {
  const max = Math.max(...values);
  return max + Math.log(values.reduce((sum, v) => sum + Math.exp(v - max), 0));
}

/** The log-partition and the maximum, by a walk that changes one entry at each step. */
function alongGrayCode(
  scores: ArrayLike<number>,
  dim: number,
): { argmax: number[]; logPartition: number } {
  const y = new Array<number>(dim).fill(0);
  const pulls = Array.from(scores).slice(0, dim);
  const couplings = y.map(() => new Float64Array(dim));
  for (const [at, [i, j]] of pairsOf(dim).entries()) {
    couplings[i]![j] = couplings[j]![i] = scores[dim + at]!;
  }
  let [affinity, highest, sum] = [0, 0, 1];
  let argmax = [...y];
  for (let step = 1; step < 2 ** dim; step++) {
    const changed = 31 - Math.clz32(step & -step);
    const sign = 1 - 2 * y[changed]!;
    y[changed]! += sign;
    affinity += sign * pulls[changed]!;
    for (let j = 0; j < dim; j++) pulls[j]! += sign * couplings[changed]![j]!;
    if (affinity > highest) {
      sum *= Math.exp(highest - affinity);
      highest = affinity;
      argmax = [...y];
    }
    sum += Math.exp(affinity - highest);
  }
  return { argmax, logPartition: highest + Math.log(sum) };
}

describe("exactPairwise", () => {
  test("has the published log-partition and maximum", () => {
    const { argmax, logPartition } = exactPairwise([1, -2, 0.5, 0.8, -0.5, 0.3]);
    expectClose(logPartition - 3 * Math.LN2, 0.26675040951582657, { rtol: 0, atol: 1e-14 });
    expect(argmax).toEqual([1, 0, 0]);
  });

  test.each([1, 2, 5, 10])("is a sum over the cube to 1e-10, of %d entries", (dim) => {
    for (const scale of [0.1, 1, 1e4]) {
      const scores = normal(key(dim), (dim * (dim + 1)) / 2).map((z) => scale * z);
      const all = affinities(scores, dim);
      const { argmax, logPartition } = exactPairwise(scores);
      expectClose(logPartition, logSumExp(all), { rtol: 1e-14, atol: 1e-10 });
      expect(argmax).toEqual(cube(dim)[all.indexOf(Math.max(...all))]);
    }
  });

  test("is the sum along a Gray code, of 20 entries", () => {
    const scores = normal(key(7), 210);
    const { argmax, logPartition } = exactPairwise(scores);
    const walk = alongGrayCode(scores, 20);
    expectClose(logPartition, walk.logPartition, { rtol: 0, atol: 1e-10 });
    expect(argmax).toEqual(walk.argmax);
  });

  test("has marginals by brute force", () => {
    const [dim, pairs] = [5, pairsOf(5)];
    const scores = normal(key(3), 15);
    const all = affinities(scores, dim);
    const p = all.map((a) => Math.exp(a - logSumExp(all)));
    const mean = (f: (y: readonly number[]) => number): number =>
      cube(dim).reduce((sum, y, at) => sum + p[at]! * f(y), 0);
    const exact = [
      ...Array.from({ length: dim }, (_, i) => mean((y) => y[i]!)),
      ...pairs.map(([i, j]) => mean((y) => y[i]! * y[j]!)),
    ];
    expectClose(exactPairwise(scores).marginals, exact, { rtol: 0, atol: 1e-14 });
  });

  test("has marginals that are the slopes of the log-partition", () => {
    const scores = Float64Array.from(normal(key(4), 28));
    const slopes = scores.map((_, at) => {
      const moved = (h: number): number =>
        exactPairwise(scores.map((score, i) => (i === at ? score + h : score))).logPartition;
      return (moved(1e-4) - moved(-1e-4)) / 2e-4;
    });
    expectClose(exactPairwise(scores).marginals, slopes, { rtol: 1e-7, atol: 1e-8 });
  });

  test("without pairs, is one softplus and one sigmoid an entry", () => {
    const u = normal(key(5), 20);
    const { argmax, logPartition, marginals } = exactPairwise([...u, ...new Array(190).fill(0)]);
    expectClose(logPartition, tf.sum(tf.softplus(tf.tensor1d(u))), { rtol: 1e-6 });
    expectClose(marginals.subarray(0, 20), tf.sigmoid(tf.tensor1d(u)), { atol: 1e-6 });
    expect(argmax).toEqual([...u].map((score) => Number(score > 0)));
  });

  test("refuses scores of no dimension, and of too many", () => {
    expect(() => exactPairwise(new Array(5).fill(0))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: exactPairwise: \`scores\` has 5 columns, expected dim·(dim + 1)/2 for some dim.]`,
    );
    expect(() => exactPairwise(new Array(231).fill(0))).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: exactPairwise: \`scores\` are for 21 entries, expected 20 or fewer.]`,
    );
    expect(() => exactPairwise([])).toThrow("has 0 columns");
  });
});
