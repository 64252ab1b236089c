import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { bernoulliLoss } from "./bernoulli-loss.js";
import { fitLinear } from "./fit-linear.js";
import { fitNetworks } from "./fit-networks.js";
import { fitRidge } from "./fit-ridge.js";
import { fitStack } from "./fit-stack.js";
import { folds } from "./folds.js";
import { linearScores } from "./linear-scores.js";
import { neighborMeans } from "./neighbor-means.js";
import { neighborTensor } from "./neighbor-tensor.js";
import { predictNetworks } from "./predict-networks.js";
import { stackScores } from "./stack-scores.js";

const rows = 240;
const x = { data: normal(key(1), rows * 2), shape: [rows, 2] as const };
const noise = normal(key(2), rows);
/** Two labels: one linear in x, one the sign of a product. */
const y = { data: new Float32Array(rows * 2), shape: [rows, 2] as const };
for (let row = 0; row < rows; row++) {
  const [a, b] = [x.data[2 * row]!, x.data[2 * row + 1]!];
  y.data[2 * row] = Number(a + 0.5 * noise[row]! > 0);
  y.data[2 * row + 1] = Number(a * b > 0);
}
const foldOf = folds({ rows, count: 4, key: key(3) });

function lossOf(logits: Float32Array): number {
  const losses = logits.map((l, i) => Math.log1p(Math.exp(l)) - y.data[i]! * l);
  return losses.reduce((sum, loss) => sum + loss / rows, 0);
}

describe("fitRidge", () => {
  test("leaves each row out as a fit without it does", async () => {
    const { leftOut, penalty, linear } = await fitRidge({ x, y });
    for (const row of [0, 17]) {
      const keep = [...Array(rows).keys()].filter((other) => other !== row);
      const pick = (it: typeof x) => ({
        data: Float32Array.from(keep.flatMap((i) => [...it.data.subarray(2 * i, 2 * i + 2)])),
        shape: [rows - 1, 2] as const,
      });
      const without = await fitRidge({ x: pick(x), y: pick(y), penalties: [penalty] });
      const one = { data: x.data.slice(2 * row, 2 * row + 2), shape: [1, 2] as const };
      const scores = await linearScores(without.linear, one);
      expectClose(leftOut.data.subarray(2 * row, 2 * row + 2), scores.data, { atol: 1e-4 });
    }
    expect(linear.weights.shape).toEqual([2, 2]);
  });

  test("takes constant and repeated columns", async () => {
    const data = Float32Array.from({ length: rows * 3 }, (_, i) =>
      i % 3 === 0 ? 1 : x.data[2 * Math.floor(i / 3)]!,
    );
    const { linear } = await fitRidge({ x: { data, shape: [rows, 3] }, y });
    expect(linear.weights.data.every(Number.isFinite)).toBe(true);
  });
});

describe("neighborMeans", () => {
  // far enough from each other that no row counts in part
  const few = {
    x: { data: x.data.subarray(0, 80), shape: [40, 2] as const },
    y: { data: y.data.subarray(0, 80), shape: [40, 2] as const },
  };

  test("are means over the nearest rows, by brute force", async () => {
    const [two, five] = await neighborMeans({ ...few, counts: [2, 5] });
    for (let row = 0; row < 40; row += 7) {
      const distance = (other: number): number =>
        Math.hypot(...[0, 1].map((j) => x.data[2 * row + j]! - x.data[2 * other + j]!));
      const order = [...Array(40).keys()]
        .filter((other) => other !== row)
        .sort((a, b) => distance(a) - distance(b));
      for (const [means, count] of [[two!, 2] as const, [five!, 5] as const]) {
        const near = order.slice(0, count);
        const mean = near.reduce((sum, other) => sum + y.data[2 * other]! / count, 0);
        expect(means.data[2 * row]).toBeCloseTo(mean, 5);
      }
    }
  });

  test("of equally near rows count all, as tensors too", async () => {
    const corners = { data: Float32Array.of(0, 0, 0, 1, 1, 0, 1, 1), shape: [4, 2] as const };
    const targets = { data: Float32Array.of(1, 2, 4, 8), shape: [4, 1] as const };
    const [one, four] = await neighborMeans({ x: corners, y: targets, counts: [1, 4] });
    expect(one!.data).toEqual(Float32Array.of(3, 4.5, 4.5, 3));
    expectClose(four!.data, [14 / 3, 13 / 3, 11 / 3, 7 / 3]);
    const center = { data: Float32Array.of(0.5, 0.5, 0.5, 0.9), shape: [2, 2] as const };
    const [means] = await neighborMeans({ x: corners, y: targets, queries: center, counts: [1] });
    expect(means!.data).toEqual(Float32Array.of(3.75, 5));
    const queries = tf.tensor2d(center.data, [2, 2]);
    expectClose(neighborTensor({ x: corners, y: targets, count: 1 }, queries), means!.data);
  });

  test("of other rows may be themselves", async () => {
    const [one] = await neighborMeans({ ...few, queries: few.x, counts: [1] });
    expect(one!.data).toEqual(few.y.data);
  });
});

describe("cross-fitted members and their stack", () => {
  const bias = new Float32Array(2);
  const likelihood = { y, folds: foldOf, rowLoss: bernoulliLoss, bias };

  test("learn what each can, and the stack is as good as the best of both", async () => {
    const logistic = await fitLinear({ x, ...likelihood });
    const scores = await linearScores(logistic.linear, x);
    expect(lossOf(scores.data)).toBeLessThan(lossOf(new Float32Array(rows * 2)) - 0.2);

    const options = { x, ...likelihood, hidden: 16, epochs: 40 };
    const networks = await fitNetworks({ ...options, key: key(4) });
    expect(networks.loss).toBeCloseTo(lossOf(networks.outOfFold.data), 4);
    expect(networks.loss).toBeLessThan(lossOf(logistic.outOfFold.data) - 0.1);
    const again = await fitNetworks({ ...options, key: key(4) });
    expect(again.params).toEqual(networks.params);
    const members = await predictNetworks(networks.params, x);
    expect(members).toHaveLength(4);
    for (const row of [3, 50]) {
      const own = members[foldOf[row]!]!.data.subarray(2 * row, 2 * row + 2);
      expectClose(own, networks.outOfFold.data.subarray(2 * row, 2 * row + 2), { atol: 1e-4 });
    }

    const both = [logistic.outOfFold, networks.outOfFold];
    const stack = await fitStack({ scores: both, y, rowLoss: bernoulliLoss });
    const stacked = lossOf(stackScores(stack, both).data);
    expect(stacked).toBeLessThan(networks.loss + 0.01);
    expect(Math.min(...stack.weights)).toBeGreaterThanOrEqual(0);
  });

  test("minimize the penalized likelihood, by finite differences", async () => {
    const penalty = 0.03;
    const { linear, loss, outOfFold } = await fitLinear({
      x,
      ...likelihood,
      folds: Int32Array.from(foldOf, (fold) => Math.min(fold, 1)),
      penalties: [penalty],
    });
    expect(loss).toBeCloseTo(lossOf(outOfFold.data), 4);
    // the mean of two fits of other rows is nearly the fit of all rows
    const objective = (w: number, j: number, i: number): number => {
      const weights = linear.weights.data.with(2 * i + j, w);
      const scores = y.data.map((_, place) => {
        const row = Math.floor(place / 2);
        return [0, 1].reduce(
          (sum, k) => sum + x.data[2 * row + k]! * weights[2 * k + (place % 2)]!,
          linear.bias[place % 2]!,
        );
      });
      return lossOf(scores) + (penalty / 2) * weights.reduce((sum, own) => sum + own ** 2, 0);
    };
    for (const [i, j] of [
      [0, 0],
      [1, 0],
      [0, 1],
    ] as const) {
      const w = linear.weights.data[2 * i + j]!;
      expect(objective(w, j, i)).toBeLessThan(objective(w + 0.4, j, i));
      expect(objective(w, j, i)).toBeLessThan(objective(w - 0.4, j, i));
    }
  });

  test("have finite weights where rows are separable", async () => {
    const sharp = { data: y.data.map((value) => 2 * value - 1), shape: y.shape };
    const { weights } = await fitStack({ scores: [sharp], y, rowLoss: bernoulliLoss });
    expect(weights[0]).toBeLessThan(20);
  });

  test("leave unknown labels out", async () => {
    const holes = { data: y.data.map((value, i) => (i % 3 ? value : -1)), shape: y.shape };
    const { linear } = await fitLinear({ x, ...likelihood, y: holes, penalties: [0.01] });
    expect(linear.weights.data[0]).toBeGreaterThan(1);
  });

  test("stop when they are told to", async () => {
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(fitLinear({ x, ...likelihood, signal })).rejects.toThrow("enough");
  });
});
