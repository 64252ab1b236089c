import { key, normal, uniform } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { chainPlaces } from "./chain-places.js";
import { type ChoiceChain, choiceChain, plainChain } from "./choice-chain.js";
import { choiceSums } from "./choice-sums.js";
import { densePlaces } from "./dense-places.js";
import { orderLattice } from "./order-lattice.js";
import { plackettLuceLogProb } from "./plackett-luce-log-prob.js";
import { plackettLuceLoss } from "./plackett-luce-loss.js";
import { rankVectors } from "./rank-vectors.js";
import { sampleChoices } from "./sample-choices.js";

const labels = 5;
const u = Float64Array.from(normal(key(1), labels), (value) => 2 * value);
const params = Float64Array.from(normal(key(2), 2 * labels ** 2 + 1), (value) => 0.7 * value);

/** All orders, as the place of each label. */
function orders(count: number): number[][] {
  if (count === 1) return [[0]];
  return orders(count - 1).flatMap((places) =>
    Array.from({ length: count }, (_, place) => [
      ...places.map((other) => other + Number(other >= place)),
      place,
    ]),
  );
}

const all = orders(labels);

/** The log-probability under Plackett–Luce, label by label. */
function logProb(places: readonly number[]): number {
  let sum = 0;
  for (const i of places.keys()) {
    const left = places.flatMap((place, j) => (place >= places[i]! ? Math.exp(u[j]!) : []));
    sum += u[i]! - Math.log(left.reduce((a, b) => a + b));
  }
  return sum;
}

/** The probability of an order under a chain, choice by choice. */
function chosen(
  { fromLast, scale, positions, couplings }: ChoiceChain,
  order: readonly number[],
): number {
  let p = 1;
  const before: number[] = [];
  for (let choice = 0; choice < labels; choice++) {
    const weights = Array.from(u, (value, i) => {
      if (before.includes(i)) return 0;
      const pulls = before.reduce((sum, j) => sum + couplings[j * labels + i]!, 0);
      return Math.exp(
        (fromLast ? -scale : scale) * value + positions[i * labels + choice]! + pulls,
      );
    });
    const label = order.indexOf(fromLast ? labels - 1 - choice : choice);
    p *= weights[label]! / weights.reduce((a, b) => a + b);
    before.push(label);
  }
  return p;
}

function agrees(order: readonly number[], places: readonly number[]): boolean {
  return places.every((a, i) =>
    places.every((b, j) => !(a >= 0 && b >= 0 && a < b) || order[i]! < order[j]!),
  );
}

const observations = [
  [3, 0, 4, 1, 2],
  [0, -1, 2, 1, -1],
  [0, 0, 1, 2, 2],
  [0, 1, 1, 1, 2],
  [1, 0, 1, 1, -1],
  [0, 0, 0, 0, 1],
  [-1, 0, -1, -1, -1],
  [0, 0, 0, 0, 0],
];

describe("plackettLuceLogProb", () => {
  test.each(observations)("sums over the orders that agree with %i %i %i %i %i", (...places) => {
    const sum = all
      .filter((order) => agrees(order, places))
      .map((order) => Math.exp(logProb(order)));
    const exact = Math.log(sum.reduce((a, b) => a + b));
    expect(plackettLuceLogProb(u, places)).toBeCloseTo(exact, 10);
  });

  test("is finite where utilities are far apart", () => {
    const far = [1e4, -1e4, 0, 1e4, -1e4];
    expect(plackettLuceLogProb(far, [4, 0, 1, 2, 3])).toBeLessThan(-1e4);
    expect(plackettLuceLogProb(far, [1, 0, 0, 2, 3])).toBeCloseTo(-3e4, -2);
    expect(plackettLuceLogProb(far, [0, 2, 1, 0, 2])).toBeCloseTo(0, 10);
  });
});

describe("plackettLuceLoss", () => {
  const repeated = (rows: number) => tf.tensor2d(Array.from({ length: rows }, () => [...u]));

  test("is the negative log-probability of orders without ties", () => {
    const some = [...all.slice(0, 20), ...observations.slice(0, 2)];
    const loss = plackettLuceLoss(repeated(some.length), tf.tensor2d(some));
    expectClose(
      loss,
      some.map((places) => -plackettLuceLogProb(u, places)),
      { atol: 1e-5 },
    );
  });

  test("is a bound where labels tie", () => {
    const orders = [2, 6, 1, 24, 1, 1]; // of the labels that tie, but not in the last place
    const tied = observations.slice(2);
    const loss = plackettLuceLoss(repeated(tied.length), tf.tensor2d(tied)).dataSync();
    for (const [i, places] of tied.entries()) {
      const exact = -plackettLuceLogProb(u, places);
      expect(loss[i]! - Math.log(orders[i]!)).toBeGreaterThan(exact - 1e-5);
    }
  });

  test("has a gradient, and is finite far out", () => {
    const places = tf.tensor2d(observations);
    expectGradient((x) => plackettLuceLoss(x as tf.Tensor2D, places), [repeated(8)]);
    const far = tf.mul(repeated(8), 1e4) as tf.Tensor2D;
    expect(plackettLuceLoss(far, places).dataSync().every(Number.isFinite)).toBe(true);
  });
});

describe("chains", () => {
  test.each([false, true])(
    "sum over the orders that agree, chosen from the last: %s",
    (fromLast) => {
      const chain = choiceChain(params, fromLast);
      const sums = choiceSums(labels);
      for (const places of observations) {
        const agreeing = all.filter((order) => agrees(order, places));
        const exact = Math.log(agreeing.reduce((sum, order) => sum + chosen(chain, order), 0));
        const lattice = orderLattice(places, { fromLast, most: 32 })!;
        expect(sums.logProb(chain, u, lattice)).toBeCloseTo(exact, 10);
      }
    },
  );

  test.each([false, true])("are Plackett–Luce models if they are plain", (fromLast) => {
    const chain = choiceChain(plainChain(labels), fromLast);
    const total = all.reduce((sum, order) => sum + chosen(chain, order), 0);
    expect(total).toBeCloseTo(1, 12);
    if (!fromLast) expect(Math.log(chosen(chain, all[7]!))).toBeCloseTo(logProb(all[7]!), 12);
  });

  test.each([false, true])("have the gradient of their likelihood", (fromLast) => {
    const sums = choiceSums(labels);
    for (const places of observations.slice(0, 6)) {
      const lattice = orderLattice(places, { fromLast, most: 32 })!;
      const at = (values: Float64Array) => sums.logProb(choiceChain(values, fromLast), u, lattice);
      const grad = new Float64Array(params.length);
      at(params);
      sums.addGrad(grad);
      for (let i = 0; i < params.length; i++) {
        const h = 1e-5;
        const slope =
          (at(params.with(i, params[i]! + h)) - at(params.with(i, params[i]! - h))) / (2 * h);
        expect(grad[i]).toBeCloseTo(-slope, 6);
      }
    }
  });

  test.each([false, true])("give samples and mean places of their distribution", (fromLast) => {
    const chain = choiceChain(params, fromLast);
    const expected = new Float64Array(labels);
    const counts = new Map<string, number>();
    const draws = 20_000;
    const uniforms = uniform(key(3), draws * labels);
    for (let draw = 0; draw < draws; draw++) {
      const order = sampleChoices(chain, u, uniforms.subarray(draw * labels)).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    for (const order of all) {
      const p = chosen(chain, order);
      for (const [i, place] of order.entries()) expected[i]! += p * place;
      const error = Math.sqrt(p * (1 - p) * draws) + 1;
      expect(Math.abs((counts.get(order.join()) ?? 0) - p * draws)).toBeLessThan(4.5 * error);
    }
    expectClose(chainPlaces(chain)(u), expected, { atol: 1e-10 });
  });

  test("are finite where utilities are far apart", () => {
    const far = [1e4, -1e4, 0, 1e4, -1e4];
    for (const fromLast of [false, true]) {
      const sums = choiceSums(labels);
      const grad = new Float64Array(params.length);
      const lattice = orderLattice([4, 0, 1, 1, 2], { fromLast, most: 32 })!;
      expect(sums.logProb(choiceChain(params, fromLast), far, lattice)).toBeLessThan(-1e4);
      sums.addGrad(grad);
      expect(grad.every(Number.isFinite)).toBe(true);
      const places = chainPlaces(choiceChain(params, fromLast))(far);
      expect(places.every(Number.isFinite)).toBe(true);
      const apart = [300, -900, 1200, -300, 900];
      const plain = choiceChain(plainChain(labels), fromLast);
      expectClose(chainPlaces(plain)(apart), [2, 4, 0, 3, 1]);
    }
  });
});

test("places number what ranks order", () => {
  const data = Float32Array.of(10, NaN, 3, 3, 2, 1, 0, 5);
  const places = densePlaces({ data, shape: [2, 4] });
  expect([...places.data]).toEqual([1, -1, 0, 0, 2, 1, 0, 3]);
  const ranks = rankVectors(places);
  expect([...ranks.data].map((x) => Math.round(x * 100) / 100)).toEqual([
    2.83, 1, 0.83, 0.83, 2, 1, 0, 3,
  ]);
  expect(() => densePlaces({ data: Float32Array.of(1, Infinity), shape: [1, 2] })).toThrow("row 0");
});
