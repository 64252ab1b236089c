import { key, normal } from "@ebm/core";
import { expectClose, expectGradient, expectSecondGradient, generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { pairwiseEnergy } from "./pairwise-energy.js";
import { unaryEnergy } from "./unary-energy.js";

const [batch, samples, dim] = [3, 5, 4];

type Energy = typeof unaryEnergy;

/** E of one pair, by loops. */
const loops: Record<string, [Energy, terms: number, (scores: number[], y: number[]) => number]> = {
  unaryEnergy: [unaryEnergy, dim, (u, y) => -sum(dim, (i) => u[i]! * y[i]!)],
  pairwiseEnergy: [
    pairwiseEnergy,
    dim + 6,
    (scores, y) => {
      const U = symmetric(scores.slice(dim));
      const linear = sum(dim, (i) => scores[i]! * y[i]!);
      const quadratic = sum(dim, (i) => sum(dim, (j) => y[i]! * U[i]![j]! * y[j]!));
      return -linear - quadratic / 2;
    },
  ],
};

describe.each(Object.entries(loops))("%s", (name, [energy, terms, byLoops]) => {
  const scores = tf.keep(tf.tensor2d(normal(key(1), batch * terms), [batch, terms]));
  const rows = scores.arraySync();

  test("agrees with loops at one y for each x", () => {
    const y = tf.tensor2d(normal(key(2), batch * dim), [batch, dim]);
    expectClose(
      energy(scores, y),
      y.arraySync().map((yi, i) => byLoops(rows[i]!, yi)),
    );
  });

  test("agrees with loops at samples for each x", () => {
    const y = tf.tensor3d(normal(key(3), batch * samples * dim), [batch, samples, dim]);
    const expected = y.arraySync().flatMap((ys, i) => ys.map((yi) => byLoops(rows[i]!, yi)));
    const found = energy(scores, y);
    expect(found.shape).toEqual([batch, samples]);
    expectClose(found, expected);
  });

  test("agrees with loops at samples that every x has", () => {
    const y = tf.tensor3d(normal(key(4), samples * dim), [1, samples, dim]);
    const expected = rows.flatMap((row) => y.arraySync()[0]!.map((yi) => byLoops(row, yi)));
    const found = energy(scores, y);
    expect(found.shape).toEqual([batch, samples]);
    expectClose(found, expected);
  });

  test.each([[[batch, dim]], [[batch, samples, dim]], [[1, samples, dim]]])(
    "has first and second gradients in scores and y of shape %j",
    (shape) => {
      const f = (s: tf.Tensor, y: tf.Tensor): tf.Tensor =>
        energy(s as tf.Tensor2D, y as tf.Tensor3D);
      expectGradient(f, [scores, generic(shape)]);
      expectSecondGradient(f, [scores, generic(shape)]);
    },
  );

  test("names the input whose shape does not fit", () => {
    expect(() => energy(scores, tf.zeros([batch, dim + 1]))).toThrow(`${name}: \``);
    expect(() => energy(scores, tf.zeros<tf.Rank.R3>([2, samples, dim]))).toThrow(
      "where batch = 3",
    );
  });
});

test("the Ising model has the published log-partition", () => {
  const scores = tf.tensor2d([[1, -2, 0.5, 0.8, -0.5, 0.3]]);
  const cube = Array.from({ length: 8 }, (_, bits) => [(bits >> 2) & 1, (bits >> 1) & 1, bits & 1]);
  const affinity = tf.neg(pairwiseEnergy(scores, tf.tensor3d([cube])));
  expectClose(tf.sub(tf.logSumExp(affinity), Math.log(8)), 0.26675040951582657, { rtol: 1e-6 });
});

function sum(count: number, term: (i: number) => number): number {
  return Array.from({ length: count }, (_, i) => term(i)).reduce((a, b) => a + b, 0);
}

/** U from its entries above the diagonal. */
function symmetric(upper: readonly number[]): number[][] {
  const U = Array.from({ length: dim }, () => new Array<number>(dim).fill(0));
  let next = 0;
  for (let i = 0; i < dim; i++) {
    for (let j = i + 1; j < dim; j++) U[i]![j] = U[j]![i] = upper[next++]!;
  }
  return U;
}
