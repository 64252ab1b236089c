import type * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";
import { BOUND } from "./expect-invariant.js";

/** Asserts that the mean of weights is exp(logRatio), within their standard error. */
export function expectMean(logWeights: tf.Tensor1D, logRatio: number): void {
  const weights = Array.from(logWeights.dataSync(), (w) => Math.exp(w - logRatio));
  const mean = weights.reduce((a, b) => a + b) / weights.length;
  const variance = weights.reduce((sum, w) => sum + (w - mean) ** 2, 0) / (weights.length - 1);
  const error = Math.sqrt(variance / weights.length);
  expect(Math.abs(mean - 1)).toBeLessThan(BOUND * error + 1e-5);
  expect(error, "of use").toBeLessThan(0.15);
}
