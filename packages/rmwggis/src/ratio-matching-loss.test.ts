import { key, type NeighborEnergy, normal, valueAndGrad } from "@ebm/core";
import { expectClose, expectGradient, expectSecondGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { allBits } from "../test/all-bits.js";
import { categoryChanges } from "./category-changes.js";
import { denseEnergy } from "./dense-energy.js";
import { ratioMatchingLoss } from "./ratio-matching-loss.js";
import {
  consistentRatio,
  hyvarinen,
  type RatioObjective,
  squaredRatio,
} from "./ratio-objectives.js";

const objectives: [RatioObjective, (D: number) => number, slope: number, rate: number][] = [
  [hyvarinen(), (D) => 1 / (1 + Math.exp(-D)) ** 2, 1, 4],
  [squaredRatio(), (D) => Math.exp(2 * D), 1 / 4, 0.1],
  [consistentRatio(), (D) => Math.exp(2 * D) - 2 * Math.exp(-D), 1, 0.1],
];

// data that hold each of the 8 states of 3 bits as often as its count says
const [dim, counts] = [3, [3, 1, 4, 1, 5, 9, 2, 6]] as const;
const states = tf.keep(allBits(dim));
const data = tf.keep(
  tf.gather(
    states,
    tf.tensor1d(
      counts.flatMap((count, i) => new Array(count).fill(i)),
      "int32",
    ),
  ),
);
const size = counts.reduce((a: number, b) => a + b, 0);
const logData = counts.map((count) => Math.log(count / size));

/** An energy that is a table of its values. */
const tabular = (table: tf.Tensor): NeighborEnergy =>
  denseEnergy((x) => {
    const numbers = tf.sum(tf.mul(x, tf.tensor1d([1, 2, 4])), 1);
    return tf.sum(tf.mul(tf.oneHot(tf.cast(numbers, "int32"), 8), table), 1);
  });
const table = tf.keep(tf.tensor1d(normal(key(1), 8)));

describe.each(objectives.map((it) => [it[0].name, ...it] as const))(
  "ratioMatchingLoss, %s",
  (_, objective, term, slope, rate) => {
    const loss = (values: tf.Tensor): tf.Scalar =>
      ratioMatchingLoss(tabular(values), { x: data }, { objective });

    test("is the sum over neighbors, in float64 by enumeration", () => {
      const E = table.arraySync();
      const expected = counts.reduce((sum: number, count, i) => {
        const terms = [1, 2, 4].map((bit) => term(E[i]! - E[i ^ bit]!));
        return sum + (count / size) * terms.reduce((a, b) => a + b);
      }, 0);
      expectClose(loss(table), expected, { rtol: 2e-6 });
    });

    test(`has its optimum at the distribution of the data to the power ${slope}`, () => {
      const optimum = tf.tensor1d(logData.map((log) => -slope * log));
      const gradient = valueAndGrad(loss);
      expectClose(gradient(optimum).grad, new Array(8).fill(0), { atol: 1e-6 });
      const off = gradient(tf.mul(optimum, 1.2)).grad;
      expect(tf.norm(off).dataSync()[0]).toBeGreaterThan(0.01);
    });

    test(`learns log p with slope ${slope} on that of the data`, () => {
      let energy: tf.Tensor = tf.zeros([8]);
      const gradient = valueAndGrad(loss);
      for (let step = 0; step < 400; step++) {
        energy = tf.tidy(() => tf.sub(energy, tf.mul(gradient(energy).grad, rate)));
      }
      const learned = [...energy.dataSync()].map((E) => -E);
      expectClose(regression(logData, learned), slope, { rtol: 2e-3 });
    });

    test("has first and second gradients", () => {
      expectGradient(loss, [table]);
      expectSecondGradient(loss, [table], { rtol: 2e-3, atol: 2e-3 });
    });
  },
);

describe("ratioMatchingLoss", () => {
  test("sums over the other categories, and no others", () => {
    const x = tf.tensor2d([
      [1, 0, 0, 0, 1, 0],
      [0, 0, 1, 1, 0, 0],
    ]);
    const scores = tf.tensor2d(normal(key(2), 36), [6, 6]);
    const energyOf = (row: number[]): number =>
      row.reduce(
        (sum, a, i) => row.reduce((s, b, j) => s + a * b * scores.arraySync()[i]![j]!, sum),
        0,
      );
    const energy = denseEnergy((x) => tf.sum(tf.mul(x, tf.matMul(x, scores)), 1));

    const expected = x.arraySync().map((row) => {
      let sum = 0;
      for (let n = 0; n < 6; n++) {
        if (row[n] === 1) continue;
        const other = row.map((bit, j) =>
          Math.floor(j / 3) === Math.floor(n / 3) ? Number(j === n) : bit,
        );
        sum += 1 / (1 + Math.exp(energyOf(other) - energyOf(row))) ** 2;
      }
      return sum;
    });
    const found = ratioMatchingLoss(energy, { x }, { neighborhood: categoryChanges(3) });
    expectClose(found, (expected[0]! + expected[1]!) / 2);
  });

  test("is bounded by the bits and finite at ±1e4, as is its gradient", () => {
    const far = tf.tensor1d([1e4, -1e4, 0, 1e4, -1e4, 3, -1e4, 1e4]);
    const { value, grad } = valueAndGrad((t: tf.Tensor) =>
      ratioMatchingLoss(tabular(t), { x: data }),
    )(far);
    expect(value.dataSync()[0]).toBeLessThanOrEqual(dim);
    for (const slope of grad.dataSync()) expect(Math.abs(slope)).toBeLessThanOrEqual(1);
  });

  test("of squaredRatio is nothing where neighbors are far above, infinite where far below", () => {
    const x = tf.zeros<tf.Rank.R2>([1, dim]);
    const at = (slope: number): number =>
      ratioMatchingLoss(
        denseEnergy((x) => tf.mul(slope, tf.sum(x, 1))),
        { x },
        { objective: squaredRatio() },
      ).dataSync()[0]!;
    expect([at(1e4), at(-1e4)]).toEqual([0, Number.POSITIVE_INFINITY]);
  });

  test("names the input whose shape does not fit", () => {
    const x = tf.zeros([3]) as tf.Tensor as tf.Tensor2D;
    expect(() => ratioMatchingLoss(tabular(table), { x })).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: ratioMatchingLoss: \`x\` has shape [3], expected [batch, dim].]`,
    );
    const bare: unknown = (x: tf.Tensor2D) => tf.sum(x, 1);
    expect(() =>
      ratioMatchingLoss(bare as NeighborEnergy, { x: tf.zeros([2, 3]) }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[EbmError: ratioMatchingLoss: \`energy\` is a function, expected an energy of neighbors, such as denseEnergy(f).]`,
    );
  });
});

/** The slope of y on x. */
function regression(x: readonly number[], y: readonly number[]): number {
  const mean = (v: readonly number[]): number => v.reduce((a, b) => a + b) / v.length;
  const [mx, my] = [mean(x), mean(y)];
  const [xy, xx] = [
    mean(x.map((xi, i) => (xi - mx) * (y[i]! - my))),
    mean(x.map((xi) => (xi - mx) ** 2)),
  ];
  return xy / xx;
}
