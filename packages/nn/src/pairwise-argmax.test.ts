import { key, normal } from "@ebm/core";
import { expectClose } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import { cube } from "../test/cube.js";
import { pairwiseArgmax } from "./pairwise-argmax.js";
import { pairwiseEnergy } from "./pairwise-energy.js";

const dim = 6;
const scores = tf.keep(tf.tensor2d(normal(key(1), 40 * 21), [40, 21]));

describe("pairwiseArgmax", () => {
  test("finds the published maximum", () => {
    expectClose(pairwiseArgmax(tf.tensor2d([[1, -2, 0.5, 0.8, -0.5, 0.3]])), [1, 0, 0]);
  });

  test("is where no change of one entry lowers the energy", () => {
    const y = pairwiseArgmax(scores);
    const flips = tf.abs(tf.sub(tf.expandDims(y, 1), tf.eye(dim))) as tf.Tensor3D;
    const rise = tf.sub(pairwiseEnergy(scores, flips), tf.expandDims(pairwiseEnergy(scores, y), 1));
    expect(tf.min(rise).dataSync()[0]).toBeGreaterThanOrEqual(0);
  });

  test("finds the lowest of all energies, at this size", () => {
    const lowest = tf.min(pairwiseEnergy(scores, tf.tensor3d([cube(dim)])), 1).dataSync();
    const found = pairwiseEnergy(scores, pairwiseArgmax(scores)).dataSync();
    expectClose(found, lowest);
  });

  test("is the unary argmax without pairs, and leaves out an entry that scores 0", () => {
    const unary = [2, -1, 0, 1e-9, -3, 5];
    const alone = tf.tensor2d([[...unary, ...new Array(15).fill(0)]]);
    expectClose(pairwiseArgmax(alone), [1, 0, 0, 1, 0, 1]);
  });

  test("finds what lies beyond each single change of the unary argmax", () => {
    expectClose(pairwiseArgmax(tf.tensor2d([[-1, -1, 3]])), [1, 1]);
    expectClose(pairwiseArgmax(tf.tensor2d([[1, 2, -5]])), [0, 1]);
  });

  test("refuses scores of no dimension", () => {
    expect(() => pairwiseArgmax(tf.zeros([1, 5]))).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: pairwiseArgmax: \`scores\` has 5 columns, expected dim·(dim + 1)/2 for some dim.]`,
    );
  });
});
