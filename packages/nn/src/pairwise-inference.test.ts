import { key, normal, uniform } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { exactPairwise } from "./exact-pairwise.js";
import { pairwiseArgmax } from "./pairwise-argmax.js";
import { pairwiseCoordinateDescent } from "./pairwise-coordinate-descent.js";
import { pairwiseEnergy } from "./pairwise-energy.js";
import { pairwiseGradientSteps, pairwiseProjectedGradient } from "./pairwise-projected-gradient.js";
import { pairwiseTabuSearch } from "./pairwise-tabu-search.js";
import { pairwiseTerms } from "./pairwise-terms.js";

const [rows, dim, terms] = [24, 10, 55];
const scores = tf.keep(tf.tensor2d(normal(key(1), rows * terms), [rows, terms]));
const restarts = tf.keep(
  tf.tensor3d(
    uniform(key(2), 8 * dim).map((u) => Math.round(u)),
    [1, 8, dim],
  ),
);
const middling = tf.keep(tf.tensor3d(uniform(key(3), 8 * dim), [1, 8, dim]));

/** E(x, y) of a y for each x. */
const energyOf = (y: tf.Tensor2D): Float32Array => pairwiseEnergy(scores, y).dataSync<"float32">();
/** The lowest energy of each x. */
const lowest = Array.from({ length: rows }, (_, row) => {
  const ofRow = scores.dataSync<"float32">().subarray(row * terms, (row + 1) * terms);
  const { argmax } = exactPairwise(ofRow);
  return pairwiseEnergy(tf.tensor2d(ofRow, [1, terms]), tf.tensor2d([argmax])).dataSync()[0]!;
});
const rises = (from: ArrayLike<number>, to: ArrayLike<number>): number =>
  Math.max(...Array.from(to, (energy, row) => energy - from[row]!));

const methods = {
  pairwiseCoordinateDescent,
  pairwiseProjectedGradient,
  pairwiseTabuSearch,
} as const;

describe.each(Object.entries(methods))("%s", (name, method) => {
  test("never finds less than the lowest energy, and from 8 starts nearly always that", () => {
    const found = energyOf(method(scores, { starts: restarts }));
    expect(rises(found, lowest)).toBeLessThan(1e-4);
    const hits = found.filter((energy, row) => energy < lowest[row]! + 1e-4);
    expect(hits.length).toBeGreaterThanOrEqual(0.9 * rows);
  });

  test("finds the lowest energy more often than not from where it begins by itself", () => {
    const found = energyOf(method(scores));
    const hits = found.filter((energy, row) => energy < lowest[row]! + 1e-4);
    expect(hits.length).toBeGreaterThan(0.6 * rows);
  });

  test("ends no higher than any of its starts, vertices or not", () => {
    for (const starts of [restarts, middling]) {
      const found = energyOf(method(scores, { starts }));
      const least = tf.min(pairwiseEnergy(scores, starts), 1).dataSync();
      expect(rises(least, found)).toBeLessThan(1e-4);
    }
  });

  test("ends at vertices", () => {
    for (const scale of [0, 1e-4, 1, 1e4]) {
      const y = method(tf.mul(scores, scale), { starts: middling }).dataSync();
      expect(y.every((value) => value === 0 || value === 1)).toBe(true);
    }
  });

  test("finds the same at ±1e4", () => {
    expectClose(method(tf.mul(scores, 1e4)), method(scores));
  });

  test("is the unary argmax without pairs, and leaves out an entry that scores 0", () => {
    const unary = [2, -1, 0, 1e-9, -3, 5];
    const alone = tf.tensor2d([[...unary, ...new Array(15).fill(0)]]);
    expectClose(method(alone), [1, 0, 0, 1, 0, 1]);
  });

  test("takes starts of each x", () => {
    const own = tf.tile(restarts, [rows, 1, 1]);
    expectClose(method(scores, { starts: own }), method(scores, { starts: restarts }));
  });

  test("names what does not fit", () => {
    expect(() => method(tf.zeros([1, 5]))).toThrow(`${name}: \`scores\` has 5 columns`);
    expect(() => method(scores, { starts: tf.zeros([2, 3, dim]) })).toThrow(
      `${name}: \`starts\` has shape [2, 3, 10], expected [24, starts, 10]`,
    );
  });
});

describe("pairwiseCoordinateDescent", () => {
  test("never raises the energy from a sweep to the next, and stops where no flip lowers it", () => {
    const start = tf.expandDims(tf.step(tf.slice(scores, [0, 0], [-1, dim])), 1) as tf.Tensor3D;
    let y = tf.squeeze(start, [1]) as tf.Tensor2D;
    for (let sweep = 0; sweep < 12; sweep++) {
      const next = pairwiseCoordinateDescent(scores, {
        starts: tf.expandDims(y, 1),
        sweeps: 1,
      });
      expect(rises(energyOf(y), energyOf(next))).toBeLessThan(1e-5);
      y = next;
    }
    expectClose(pairwiseCoordinateDescent(scores, { starts: start, sweeps: 12 }), y);
    const flips = tf.abs(tf.sub(tf.expandDims(y, 1), tf.eye(dim))) as tf.Tensor3D;
    const flipped = tf.min(pairwiseEnergy(scores, flips), 1).dataSync();
    expect(rises(flipped, energyOf(y))).toBeLessThan(1e-5);
  });
});

describe("pairwiseProjectedGradient", () => {
  test("never raises the energy on the cube from a step to the next", () => {
    const terms = pairwiseTerms("test", { scores });
    let mu = tf.tile(middling, [rows, 1, 1]);
    for (let step = 0; step < 20; step++) {
      const next = pairwiseGradientSteps(mu, { terms, steps: 1 });
      const [before, after] = [mu, next].map((it) => pairwiseEnergy(scores, it).dataSync());
      expect(rises(before!, after!)).toBeLessThan(1e-5);
      mu = next;
    }
  });

  test("steps to the bottom of a valley that is as curved as its scores allow", () => {
    // two entries that repel each other: along both, −y₀ − y₁ + 2y₀y₁ is lowest at ½, ½
    const terms = pairwiseTerms("test", { scores: tf.tensor2d([[1, 1, -2]]) });
    for (const from of [0.4, 0.6]) {
      const mu: tf.Tensor3D = tf.fill([1, 1, 2], from);
      expectClose(pairwiseGradientSteps(mu, { terms, steps: 1 }), [0.5, 0.5]);
    }
  });

  test("leaves a vertex only if a change of one entry lowers the energy", () => {
    const terms = pairwiseTerms("test", { scores });
    const vertex = tf.expandDims(pairwiseCoordinateDescent(scores), 1) as tf.Tensor3D;
    expectClose(pairwiseGradientSteps(vertex, { terms, steps: 50 }), vertex);
  });

  test("finds more by its steps than by rounding alone", () => {
    const mean = (steps: number): number =>
      tf.mean(tf.tensor1d(energyOf(pairwiseProjectedGradient(scores, { steps })))).dataSync()[0]!;
    expect(mean(50)).toBeLessThan(mean(0));
  });
});

describe("pairwiseTabuSearch", () => {
  test("finds every lowest energy of 10 entries, where coordinate descent misses some", () => {
    expect(rises(lowest, energyOf(pairwiseTabuSearch(scores)))).toBeLessThan(1e-4);
    expect(rises(lowest, energyOf(pairwiseCoordinateDescent(scores)))).toBeGreaterThan(0.1);
  });

  test("is pairwiseArgmax, a function of numbers on the host", () => {
    expectClose(pairwiseTabuSearch(scores), pairwiseArgmax(scores));
  });

  test("leaves a minimum for a lower one that two changes away from it is", () => {
    // from 10: no single change lowers −1, and 01 has −2; both entries repel each other
    const pair = tf.tensor2d([[1, 2, -5]]);
    const starts = tf.tensor3d([[[1, 0]]]);
    expectClose(pairwiseCoordinateDescent(pair, { starts }), [1, 0]);
    expectClose(pairwiseTabuSearch(pair, { starts }), [0, 1]);
  });

  test("is coordinate descent with no steps", () => {
    const [sweeps, steps] = [2, 0];
    expectClose(
      pairwiseTabuSearch(scores, { starts: restarts, steps }),
      pairwiseCoordinateDescent(scores, { starts: restarts, sweeps }),
    );
  });

  test("always has an entry that is free, even of one", () => {
    expectClose(pairwiseTabuSearch(tf.tensor2d([[3], [-3]])), [1, 0]);
    expectClose(pairwiseArgmax(tf.tensor2d([[3], [-3]])), [1, 0]);
  });
});
