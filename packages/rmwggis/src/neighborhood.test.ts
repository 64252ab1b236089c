import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { bitFlips } from "./bit-flips.js";
import { categoryChanges } from "./category-changes.js";
import { denseEnergy } from "./dense-energy.js";
import type { Neighborhood } from "./neighborhood.js";

const flipped = (x: readonly number[], i: number): number[] =>
  x.map((bit, j) => (i === j ? 1 - bit : bit));
const recategorized = (x: readonly number[], n: number): number[] =>
  x.map((bit, j) => (Math.floor(j / 3) === Math.floor(n / 3) ? Number(j === n) : bit));

const dim = 6;
const rows = {
  bits: [
    [1, 0, 1, 1, 0, 0],
    [0, 0, 0, 1, 1, 1],
  ],
  categories: [
    [1, 0, 0, 0, 1, 0],
    [0, 0, 1, 0, 0, 1],
  ],
};
type Move = (x: readonly number[], n: number) => number[];
const cases: [Neighborhood, number[][], Move][] = [
  [bitFlips(), rows.bits, flipped],
  [categoryChanges(3), rows.categories, recategorized],
];

/** Tells every state from every other, and is not linear. */
const slopes = tf.keep(tf.tensor1d(normal(key(1), dim)));
const linear = (x: tf.Tensor2D): tf.Tensor1D => tf.sum(tf.mul(x, slopes), 1);
const energy = denseEnergy((x) => tf.exp(linear(x)));
const energyOf = (x: readonly number[]): number =>
  energy.energy(tf.tensor2d([[...x]])).dataSync()[0]!;

describe.each(cases.map((it) => [it[0].name, ...it] as const))(
  "%s",
  (_, neighborhood, xs, move) => {
    const x = tf.keep(tf.tensor2d(xs));
    const expected = xs.map((row) =>
      Array.from({ length: dim }, (_, n) => energyOf(row) - energyOf(move(row, n))),
    );

    test("changes x to each of its neighbors", () => {
      expectClose(energy.logRatios(x, neighborhood.all(x)), expected.flat());
    });

    test("changes x to those of given numbers, repeated or not", () => {
      const numbers = [
        [0, 5, 3, 3],
        [4, 1, 4, 0],
      ];
      const found = energy.logRatios(x, neighborhood.at(x, tf.tensor2d(numbers, [2, 4], "int32")));
      expectClose(
        found,
        numbers.flatMap((list, b) => list.map((n) => expected[b]![n]!)),
      );
    });

    test("linearizes an energy that is linear exactly", () => {
      const ofLinear = denseEnergy(linear).logRatios(x, neighborhood.all(x));
      const gradient = tf.mul<tf.Tensor2D>(tf.onesLike(x), slopes);
      expectClose(neighborhood.linearize(x, gradient), ofLinear);
    });

    test("masks the numbers that stand for x itself, and no others", () => {
      const mask = neighborhood.logMask?.(x).dataSync() ?? new Float32Array(2 * dim);
      const self = xs.flatMap((row) =>
        Array.from({ length: dim }, (_, n) => move(row, n).join() === row.join()),
      );
      expect([...mask].map((log) => log < -1e29)).toEqual(self);
      expect([...mask].filter((log) => log === 0).length).toBe(self.filter((it) => !it).length);
    });
  },
);

test("categoryChanges refuses what is no number of categories, and columns they do not divide", () => {
  expect(() => categoryChanges(1)).toThrowErrorMatchingInlineSnapshot(
    `[EbmError: categoryChanges: \`categories\` is 1, expected an integer of at least 2.]`,
  );
  expect(() => categoryChanges(4).all(tf.zeros([2, 6]))).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: categoryChanges(4): \`x\` has 6 columns, expected a multiple of 4.]`,
  );
});

test("denseEnergy names the input whose shape does not fit", () => {
  const deltas = tf.zeros<tf.Rank.R3>([3, 6, 1]);
  expect(() =>
    energy.logRatios(tf.tensor2d(rows.bits), { deltas }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[ShapeError: denseEnergy: \`deltas\` has shape [3, 6, 1], expected [batch, samples, width] where batch = 2.]`,
  );
});

test("denseEnergy refuses a column of energies, which would broadcast to all pairs of rows", () => {
  const column = denseEnergy((x) => tf.expandDims(linear(x), 1));
  const x = tf.tensor2d(rows.bits);
  const { deltas } = bitFlips().all(x);
  for (const evaluate of [() => column.energy(x), () => column.logRatios(x, { deltas })]) {
    expect(evaluate).toThrow(/^denseEnergy: `energy` has shape \[\d+, 1\], expected \[\d+\]\.$/);
  }
});
