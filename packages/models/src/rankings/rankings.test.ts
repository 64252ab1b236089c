import { key, normal, uniform } from "@ebm/core";
import { expectClose, expectGradient } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { densePlaces } from "./dense-places.js";
import { orderSums } from "./order-sums.js";
import { tiltOf, tiltSize, tiltSteps } from "./order-tilt.js";
import { orderTiltLoss } from "./order-tilt-loss.js";
import { plackettLuceLogProb } from "./plackett-luce-log-prob.js";
import { plackettLuceLoss } from "./plackett-luce-loss.js";
import { rankVectors } from "./rank-vectors.js";
import { tiltedLogProb } from "./tilted-log-prob.js";

const labels = 5;
const u = Float64Array.from(normal(key(1), labels), (value) => 2 * value);
const params = Float64Array.from(normal(key(2), tiltSize(labels)), (value) => 0.7 * value);
const tilt = tiltOf(params, labels);

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

/** f of an order, as its formula says. */
function energy(places: readonly number[]): number {
  let sum = 0;
  for (const i of places.keys()) {
    sum += tilt.positions.data[i * labels + places[i]!]!;
    for (const j of places.keys()) {
      if (places[i]! < places[j]!) sum += tilt.pairs.data[i * labels + j]!;
    }
  }
  return sum;
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

describe("orderSums", () => {
  const sums = orderSums(labels);
  const factors = tiltSteps(tilt).map(Math.exp);
  const mass = (places: readonly number[]): number =>
    all
      .filter((order) => agrees(order, places))
      .reduce((sum, order) => sum + Math.exp(logProb(order) + energy(order)), 0);

  test("sum over all orders, and over those that agree with an observation", () => {
    expect(sums.logSum(u, factors)).toBeCloseTo(Math.log(mass([-1, -1, -1, -1, -1])), 10);
    for (const places of observations) {
      expect(sums.logSum(u, factors, places)).toBeCloseTo(Math.log(mass(places)), 10);
    }
    expect(
      sums.logSum(
        u,
        factors.map(() => 1),
      ),
    ).toBeCloseTo(0, 12);
  });

  test("know how probable each step is, and sample accordingly", () => {
    const total = mass([-1, -1, -1, -1, -1]);
    const expected = new Float64Array(labels);
    for (const order of all) {
      const p = Math.exp(logProb(order) + energy(order)) / total;
      for (const [i, place] of order.entries()) expected[i]! += p * place;
    }
    sums.logSum(u, factors);
    const found = new Float64Array(labels);
    const bits = (set: number): number => set.toString(2).replaceAll("0", "").length;
    for (const [i, p] of sums.stepProbs().entries()) {
      found[i % labels]! += p * bits(Math.floor(i / labels));
    }
    expectClose(found, expected, { atol: 1e-10 });
    const draws = 20_000;
    const uniforms = uniform(key(3), draws * labels);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < draws; draw++) {
      const order = sums.sample(uniforms.subarray(draw * labels)).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    for (const order of all) {
      const p = Math.exp(logProb(order) + energy(order)) / total;
      const error = Math.sqrt(p * (1 - p) * draws) + 1;
      expect(Math.abs((counts.get(order.join()) ?? 0) - p * draws)).toBeLessThan(4.5 * error);
    }
  });

  test("clip utilities that are too far apart for sums", () => {
    const far = [1e4, -1e4, 0, 1e4, -1e4];
    expect(
      sums.logSum(
        far,
        factors.map(() => 1),
      ),
    ).toBeCloseTo(0, 10);
    expect(Number.isFinite(sums.logSum(far, factors, [4, 0, 3, 2, 1]))).toBe(true);
  });
});

describe("a tilt", () => {
  test("sums to 1, with the effective share that its orders give", () => {
    const { logProb: tilted, effectiveShare } = tiltedLogProb(tilt);
    const total = all.reduce((sum, order) => sum + Math.exp(tilted(u, order)), 0);
    expect(total).toBeCloseTo(1, 10);
    const moment = (power: number): number =>
      all.reduce((sum, order) => sum + Math.exp(logProb(order) + power * energy(order)), 0);
    expect(effectiveShare(u)).toBeCloseTo(moment(1) ** 2 / moment(2), 10);
  });

  test("has the gradient of its loss", async () => {
    const rows = observations.length;
    const loss = orderTiltLoss({
      utilities: { data: normal(key(5), rows * labels), shape: [rows, labels] },
      places: { data: Float32Array.from(observations.flat()), shape: [rows, labels] },
      rows: Int32Array.from(observations.keys()),
      penalty: 0.1,
    });
    const start = params.map(Math.fround);
    const grad = new Float64Array(start.length);
    await loss(start, grad);
    const scrap = new Float64Array(start.length);
    for (let i = 0; i < start.length; i += 3) {
      const h = 2 ** -6;
      const at = (shift: number) => loss(start.with(i, start[i]! + shift), scrap);
      const slope = ((await at(h)) - (await at(-h))) / (2 * h);
      expect(grad[i]).toBeCloseTo(slope, 3);
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
