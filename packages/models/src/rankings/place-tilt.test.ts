import { key, normal } from "@ebm/core";
import { logSumExp } from "@ebm/core/float64";
import { expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { type ChoiceChain, choiceChain, plainChain } from "./choice-chain.js";
import { placeTilt } from "./place-tilt.js";
import { rankingLogProbs } from "./ranking-log-probs.js";

const labels = 4;
const size = labels ** 2;

/** All orders, as the place of each label. */
function permutations(items: readonly number[]): number[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((first, i) =>
        permutations(items.toSpliced(i, 1)).map((rest) => [first, ...rest]),
      );
}
const orders = permutations([0, 1, 2, 3]);

function chain(seed: number, fromLast: boolean): ChoiceChain {
  const params = Float64Array.from(normal(key(seed), 2 * size + 1), (z) => 0.7 * z);
  return choiceChain(params, fromLast);
}

const utilities = { data: normal(key(1), 2 * labels), shape: [2, labels] as const };
const pairs = normal(key(2), size);
const places = normal(key(3), size);
const tensors = {
  pairs: tf.tensor2d(pairs, [labels, labels]),
  places: tf.tensor2d(places, [labels, labels]),
};

/** −f by its definition. */
function logWeight(y: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < labels; i++) {
    sum += places[i * labels + y[i]!]!;
    for (let j = i + 1; j < labels; j++) sum += pairs[i * labels + j]! * Math.sign(y[j]! - y[i]!);
  }
  return sum;
}

const plain = choiceChain(plainChain(labels), false);

describe.each([
  ["Plackett–Luce", [plain]],
  ["a chain from the first place", [chain(4, false)]],
  ["a chain from the last place", [chain(5, true)]],
  ["both", [chain(4, false), chain(5, true)]],
])("placeTilt on %s", (_, chains) => {
  const tilt = placeTilt({ labels, chains });

  test("has the energy of its formula, and 0 at the start", () => {
    const y = tf.tensor3d([orders]);
    const energies = tilt.energy(tensors, y).dataSync();
    for (const [i, order] of orders.entries()) {
      expect(energies[i]).toBeCloseTo(-logWeight(order), 4);
    }
    expect(Math.max(...tilt.energy(tilt.params, y).dataSync().map(Math.abs))).toBe(0);
  });

  test("knows log Z: the sum over all orders", () => {
    const x = tf.tensor2d(utilities.data, [2, labels]);
    const known = tilt.logPartition!(tensors, x).dataSync();
    for (let row = 0; row < 2; row++) {
      const u = { data: utilities.data.subarray(row * labels, (row + 1) * labels) };
      const own = { ...u, shape: [1, labels] as const };
      const terms = orders.map((order) => {
        const ranks = { data: Float32Array.from(order), shape: [1, labels] as const };
        return rankingLogProbs({ chains }, [own], ranks)[0]! + logWeight(order);
      });
      expect(known[row]).toBeCloseTo(logSumExp(terms), 4);
    }
    expect(tilt.logPartition!(tilt.params, x).dataSync()[0]).toBeCloseTo(0, 5);
  });

  test("has the gradient of its differences", () => {
    const x = tf.tensor2d(utilities.data, [2, labels]);
    expectGradient(
      (a, b) => tilt.logPartition!({ pairs: a as tf.Tensor2D, places: b as tf.Tensor2D }, x),
      [tensors.pairs, tensors.places],
    );
  });
});

test("above 9 labels it does not know log Z", () => {
  const chains = [choiceChain(plainChain(10), false)];
  expect(placeTilt({ labels: 10, chains }).logPartition).toBeUndefined();
});
