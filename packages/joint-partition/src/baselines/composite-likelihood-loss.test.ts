import { key, normal } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { cube, rankings } from "../../test/members.js";
import { exactPartition } from "../exact-partition.js";
import { compositeLikelihoodLoss } from "./composite-likelihood-loss.js";
import { adjacentSwaps, flips } from "./neighbors.js";

const spaces = [
  { name: "flips", neighbors: flips, members: cube(3) },
  { name: "adjacentSwaps", neighbors: adjacentSwaps, members: rankings(4) },
];

describe.each(spaces)("compositeLikelihoodLoss over $name", ({ neighbors, members }) => {
  const count = members.length;
  const index = new Map(members.map((y, m) => [y.join(), m]));
  const beside = neighbors(tf.tensor2d(members)).arraySync();
  const nearby = beside.map((ys) => ys.map((y) => index.get(y.join())!));
  const energies = normal(key(1), count);
  const { probabilities: p } = exactPartition(energies);

  const lossAt = (energy: tf.Tensor, m: number): tf.Scalar =>
    compositeLikelihoodLoss({
      dataEnergy: tf.slice(energy as tf.Tensor1D, [m], [1]),
      neighborEnergy: tf.expandDims(tf.gather(energy, tf.tensor1d(nearby[m]!, "int32")), 0),
    });
  const mean = (energy: tf.Tensor): tf.Tensor =>
    tf.addN(members.map((_, m) => tf.mul(lossAt(energy, m), p[m]!)));

  test("is −Σ log p(y | y or its neighbor)", () => {
    for (const m of members.keys()) {
      const exact = nearby[m]!.reduce((sum, n) => sum - Math.log(p[m]! / (p[m]! + p[n]!)), 0);
      expectClose(lossAt(tf.tensor1d(energies), m), exact);
    }
  });

  test("has no gradient in the mean at the true energy, and is least there", () => {
    const at = tf.tensor1d(energies);
    expectClose(tf.grad(mean)(at), new Array(count).fill(0), { atol: 1e-6 });
    for (const seed of [2, 3, 4]) {
      const away = mean(tf.add(at, tf.tensor1d(normal(key(seed), count)))).dataSync()[0]!;
      expect(away).toBeGreaterThan(mean(at).dataSync()[0]!);
    }
  });

  test("sees every neighbor once, and is seen by each", () => {
    for (const [m, ns] of nearby.entries()) {
      expect(new Set(ns).size).toBe(ns.length);
      for (const n of ns) expect(n !== m && nearby[n]!.includes(m)).toBe(true);
    }
  });
});

test("flips differ in one label, in turn", () => {
  expect(flips(tf.tensor2d([[1, 0]])).arraySync()).toEqual([
    [
      [0, 0],
      [1, 1],
    ],
  ]);
});

test("adjacentSwaps swap ranks next to each other, the best first, and keep the weights", () => {
  const [best, middle, worst] = tf.tensor1d([1 / 3, 0.3, -0.1]).dataSync();
  const swapped = adjacentSwaps(tf.tensor2d([[middle!, worst!, best!]])).arraySync();
  expect(swapped).toEqual([
    [
      [best, worst, middle],
      [worst, middle, best],
    ],
  ]);
  expect(() => adjacentSwaps(tf.zeros([1, 1]))).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: adjacentSwaps: \`y\` has 1 labels, expected 2 or more.]`,
  );
});

test("compositeLikelihoodLoss is finite at ±1e4, and right to differentiate", () => {
  const loss = (e: tf.Tensor, n: tf.Tensor): tf.Scalar =>
    compositeLikelihoodLoss({ dataEnergy: e as tf.Tensor1D, neighborEnergy: n as tf.Tensor2D });
  expectClose(loss(tf.tensor1d([0]), tf.tensor2d([[1e4, -1e4]])), 1e4);
  expectGradient(loss, [
    tf.tensor1d([0.3, 1]),
    tf.tensor2d([
      [1, 2],
      [-1, 0],
    ]),
  ]);
  expect(() => loss(tf.zeros([2]), tf.zeros([3, 1]))).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: compositeLikelihoodLoss: \`neighborEnergy\` has shape [3, 1], expected [batch, neighbors] where batch = 2.]`,
  );
});
