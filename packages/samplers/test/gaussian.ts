import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import { BOUND } from "./expect-invariant.js";

const mean = [1, -2];
const covariance = [
  [4, 0.6],
  [0.6, 0.25],
];
const determinant = 4 * 0.25 - 0.6 ** 2;
const precision = [
  [0.25 / determinant, -0.6 / determinant],
  [-0.6 / determinant, 4 / determinant],
];

/** A correlated Gaussian on the plane, with scales 2 and 0.5. */
export const gaussian = {
  energy: (x: tf.Tensor2D): tf.Tensor1D => {
    const centered: tf.Tensor2D = tf.sub(x, mean);
    return tf.mul(tf.sum(tf.mul(centered, tf.matMul(centered, tf.tensor2d(precision))), 1), 0.5);
  },
  /** log ∫ exp(−E). */
  logPartition: (Math.log(2 * Math.PI) + 0.5 * Math.log(determinant)) as number,
  /** Returns samples, from standard normal numbers. */
  draws: (normals: tf.Tensor): tf.Tensor2D => {
    // the Cholesky factor
    const rows = [
      [2, 0],
      [0.3, Math.sqrt(0.25 - 0.09)],
    ];
    return tf.add(tf.matMul(normals as tf.Tensor2D, tf.tensor2d(rows), false, true), mean);
  },
  /** Asserts that the means and covariances of samples are right within 4.5 standard errors. */
  expectDraws: (x: tf.Tensor2D): void => {
    const rows = x.arraySync();
    const average = (f: (row: readonly number[]) => number): number =>
      rows.reduce((sum, row) => sum + f(row), 0) / rows.length;
    for (const i of [0, 1]) {
      const error = average((row) => row[i]! - mean[i]!);
      expect(Math.abs(error) / Math.sqrt(covariance[i]![i]! / rows.length)).toBeLessThan(BOUND);
      for (const j of [0, 1]) {
        const c = average((row) => (row[i]! - mean[i]!) * (row[j]! - mean[j]!));
        // the variance of a product of two of them (Isserlis)
        const variance = covariance[i]![i]! * covariance[j]![j]! + covariance[i]![j]! ** 2;
        const off = Math.abs(c - covariance[i]![j]!) / Math.sqrt(variance / rows.length);
        expect(off, `covariance ${i}, ${j}`).toBeLessThan(BOUND);
      }
    }
  },
};
